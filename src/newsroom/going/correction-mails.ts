import { createHash } from 'node:crypto';
import { signToken } from '../../audience/token.ts';
import { listHeaders } from '../../delivery/mail-headers.ts';
import type { IssueContent } from '../../issue/content.ts';
import type { Issue } from '../../issue/issue.ts';
import { type CompiledMail, compileMail, type FilledMail, fillMail } from '../../render/compiled-mail.ts';
import { renderLetter } from '../../render/letters.ts';
import { placeholderFields, unsubscribeTokenPlaceholder } from '../../render/placeholders.ts';
import type { CorrectionWords } from '../../storage/delivery/corrections.ts';
import { frozenContent } from '../../storage/issue/frozen-content.ts';
import type { Newsroom } from '../newsroom.ts';
import { senderOf } from '../notify-editors.ts';

/** A correction as every reader's is made from it, and what an approval of it binds to. */
interface CompiledCorrection {
  readonly mail: CompiledMail;
  readonly hash: string;
}

/** The mail of a correction as it stands, with links of nobody. */
export interface CorrectionPreview extends Pick<FilledMail, 'subject' | 'html' | 'text'> {
  readonly hash: string;
}

export async function previewCorrection(
  room: Newsroom,
  issue: Issue,
  words: CorrectionWords,
): Promise<CorrectionPreview> {
  const { mail, hash } = await compiledCorrection(room, issue, words);
  const { subject, html, text } = fillCorrection(room, mail, 0);
  return { subject, html, text, hash };
}

/** The mail of a correction as it stands. */
export async function compiledCorrection(
  room: Newsroom,
  issue: Issue,
  words: CorrectionWords,
): Promise<CompiledCorrection> {
  const content = await frozenContent(room.store, issue.id);
  if (!content) throw new Error(`The issue of ${issue.week} has a correction and was never frozen.`);
  return compileCorrection(room, content, words);
}

/** Renders it once, with placeholders for the reader's own links. The same words make the same bytes. */
async function compileCorrection(
  room: Newsroom,
  content: Pick<IssueContent, 'week' | 'number' | 'date'>,
  words: CorrectionWords,
): Promise<CompiledCorrection> {
  const { settings } = room;
  const { words: say } = settings.style;
  const nonce = sha256(JSON.stringify([content.week, words.wrong, words.right, words.url]));
  const fields = placeholderFields(nonce);
  const letter = await renderLetter(
    {
      kind: 'correction',
      // Its number and day stand in every variant of the mail; the subject of one is in nobody else's.
      issue: say.say('letters.correction.issue', { number: content.number, day: say.day(content.date) }),
      date: content.date,
      wrong: words.wrong,
      right: words.right,
      url: words.url,
      preferences: fields.preferences,
      unsubscribe: fields.unsubscribe,
      sender: senderOf(room),
    },
    settings.TEMPLATE_ENGINE,
  );
  const headers = listHeaders({
    kind: 'correction',
    unsubscribe: fields.unsubscribe,
    unsubscribeMailbox: settings.MAIL_UNSUBSCRIBE ?? '',
    unsubscribeToken: unsubscribeTokenPlaceholder(nonce),
    publication: settings.PUBLICATION_NAME,
    from: settings.MAIL_FROM,
  });
  const mail = compileMail({ ...letter, headers, nonce, votes: 0 });
  const { MAIL_FROM: from, MAIL_REPLY_TO: replyTo, PUBLIC_URL: publicUrl } = settings;
  return { mail, hash: sha256(JSON.stringify([mail, from, replyTo, publicUrl])) };
}

/** One reader's; subscriber 0 is nobody, whose links leave nothing. */
export function fillCorrection(room: Newsroom, mail: CompiledMail, subscriberId: number): FilledMail {
  const link = (purpose: 'preferences' | 'unsubscribe') =>
    `${room.settings.PUBLIC_URL}/${purpose}/${signToken(room.keyring.current, purpose, String(subscriberId))}`;
  return fillMail(mail, {
    reader: '',
    address: '',
    preferences: link('preferences'),
    unsubscribe: link('unsubscribe'),
    vote: [],
  });
}

/** One reader gets one correction of one issue, however often it is queued. */
export function correctionDedupe(week: string, subscriberId: number): string {
  return correctionPrefix(week) + subscriberId;
}

/** How the `dedupe` of a week's correction mails begins; the subscriber's id follows. */
export function correctionPrefix(week: string): string {
  return `correction:${week}:`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
