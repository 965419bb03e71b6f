import type { NewSingleMail } from '../../delivery/single-mail.ts';
import { arrivesWords } from '../../newsroom/arrives-words.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { senderOf } from '../../newsroom/notify-editors.ts';
import { renderLetter } from '../../render/letters.ts';
import { mailToReader, wayOut } from '../reader-mail.ts';
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
  return mailToReader(room, reader, `welcome:${reader.id}:${at}`, letter);
}

/** What a confirmed reader gets who signs up again. It counts as a welcome to mail APIs. Rendered, not queued. */
export async function alreadyLetter(
  room: Newsroom,
  reader: Addressee,
  askedAt: number,
): Promise<NewSingleMail> {
  const about = { askedAt, ...(await commonPart(room)), ...wayOut(room, reader.id) };
  const letter = await renderLetter({ kind: 'already', ...about }, room.settings.TEMPLATE_ENGINE);
  return mailToReader(room, reader, `already:${reader.id}:${askedAt}`, letter);
}

async function commonPart(room: Newsroom) {
  return {
    sender: senderOf(room),
    arrives: arrivesWords(room.settings),
    latest: await latestIssue(room),
  };
}
