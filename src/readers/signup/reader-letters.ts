import { signToken } from '../../audience/token.ts';
import { listHeaders } from '../../delivery/mail-headers.ts';
import type { NewSingleMail } from '../../delivery/single-mail.ts';
import { scheduleWords } from '../../issue/schedule-words.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { senderOf } from '../../newsroom/notify-editors.ts';
import { renderLetter } from '../../render/letters.ts';
import { latestIssue } from './latest-issue.ts';

interface Addressee {
  readonly id: number;
  readonly email: string;
}

/** What a reader gets who has just confirmed. Rendered, not queued. */
export async function welcomeLetter(room: Newsroom, reader: Addressee, at: number): Promise<NewSingleMail> {
  const { settings } = room;
  const about = { ...(await commonPart(room)), ...wayOut(room, reader.id) };
  const letter = await renderLetter({ kind: 'welcome', ...about }, settings.TEMPLATE_ENGINE);
  return addressed(room, reader, `welcome:${reader.id}:${at}`, letter);
}

/** What a confirmed reader gets who signs up again. It counts as a welcome to mail APIs. Rendered, not queued. */
export async function alreadyLetter(
  room: Newsroom,
  reader: Addressee,
  askedAt: number,
): Promise<NewSingleMail> {
  const about = { askedAt, ...(await commonPart(room)), ...wayOut(room, reader.id) };
  const letter = await renderLetter({ kind: 'already', ...about }, room.settings.TEMPLATE_ENGINE);
  return addressed(room, reader, `already:${reader.id}:${askedAt}`, letter);
}

async function commonPart(room: Newsroom) {
  const { SEND_CRON, PUBLICATION_TIMEZONE } = room.settings;
  return {
    sender: senderOf(room),
    arrives: scheduleWords(SEND_CRON, PUBLICATION_TIMEZONE),
    latest: await latestIssue(room),
  };
}

function wayOut(room: Newsroom, id: number) {
  const { PUBLIC_URL } = room.settings;
  const token = (purpose: 'preferences' | 'unsubscribe') =>
    signToken(room.keyring.current, purpose, String(id));
  const unsubscribeToken = token('unsubscribe');
  return {
    preferences: `${PUBLIC_URL}/preferences/${token('preferences')}`,
    unsubscribe: `${PUBLIC_URL}/unsubscribe/${unsubscribeToken}`,
    unsubscribeToken,
  };
}

function addressed(
  room: Newsroom,
  reader: Addressee,
  dedupe: string,
  letter: Pick<NewSingleMail, 'subject' | 'html' | 'text'>,
): NewSingleMail {
  const { settings } = room;
  const { unsubscribe, unsubscribeToken } = wayOut(room, reader.id);
  return {
    kind: 'welcome',
    dedupe,
    to: reader.email,
    week: '',
    ...letter,
    headers: listHeaders({
      kind: 'welcome',
      publication: settings.PUBLICATION_NAME,
      from: settings.MAIL_FROM,
      unsubscribe,
      ...(settings.MAIL_UNSUBSCRIBE && {
        unsubscribeMailbox: settings.MAIL_UNSUBSCRIBE,
        unsubscribeToken,
      }),
    }),
  };
}
