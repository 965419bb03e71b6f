import { createHash } from 'node:crypto';
import { printedDate } from '../../../templates/printed-date.ts';
import { signToken } from '../../audience/token.ts';
import { listHeaders } from '../../delivery/mail-headers.ts';
import type { IssueContent } from '../../issue/content.ts';
import type { Issue } from '../../issue/issue.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { senderOf } from '../../newsroom/notify-editors.ts';
import {
  type CompiledMail,
  compileMail,
  type FilledMail,
  fillMail,
  readCompiledMail,
} from '../../render/compiled-mail.ts';
import { renderLetter } from '../../render/letters.ts';
import { placeholderFields, unsubscribeTokenPlaceholder } from '../../render/placeholders.ts';
import type { CorrectionWords } from '../../storage/delivery/corrections.ts';
import { frozenContent, frozenSubjects } from '../../storage/issue/frozen-content.ts';

/** The mails of a correction as every reader's is made from one of them, and what an approval of them binds to. */
interface CompiledCorrection {
  readonly mails: CorrectionMails;
  readonly hash: string;
}

/** One for each variant of the issue: it names the subject under which a reader got the mail that was wrong. */
type CorrectionMails = readonly { readonly variant: number; readonly mail: CompiledMail }[];

/** The mail of a correction as it stands, with links of nobody, for readers of the first variant. */
export interface CorrectionPreview extends Pick<FilledMail, 'subject' | 'html' | 'text'> {
  readonly hash: string;
  /** The subjects of the mails for readers of the others. */
  readonly otherSubjects: readonly string[];
}

export async function previewCorrection(
  room: Newsroom,
  issue: Issue,
  words: CorrectionWords,
): Promise<CorrectionPreview> {
  const { mails, hash } = await compiledCorrection(room, issue, words);
  const { subject, html, text } = fillCorrection(room, mailFor(mails, 1), 0);
  const subjects = new Set(mails.map(({ mail }) => mail.subject));
  subjects.delete(subject);
  return { subject, html, text, hash, otherSubjects: [...subjects] };
}

/** The mails of a correction as it stands. */
export async function compiledCorrection(
  room: Newsroom,
  issue: Issue,
  words: CorrectionWords,
): Promise<CompiledCorrection> {
  const content = await frozenContent(room.store, issue.id);
  if (!content) throw new Error(`The issue of ${issue.week} has a correction and was never frozen.`);
  const subjects = await frozenSubjects(room.store, issue.id);
  const mails = await Promise.all(
    subjects.map(async ({ variant, subject }) => ({
      variant,
      mail: await compileCorrection(room, { ...content, subject }, words),
    })),
  );
  const { MAIL_FROM: from, MAIL_REPLY_TO: replyTo, PUBLIC_URL: publicUrl } = room.settings;
  return { mails, hash: sha256(JSON.stringify([mails, from, replyTo, publicUrl])) };
}

/** Of a reader who got a variant of the issue. */
export function mailFor(mails: CorrectionMails, variant: number): CompiledMail {
  const found = mails.find(each => each.variant === variant) ?? mails[0];
  if (!found) throw new Error('A correction without a mail.');
  return found.mail;
}

/** Reads what an approval kept. Earlier versions kept one mail for everybody. */
export function readCorrectionMails(json: string): CorrectionMails {
  const kept: unknown = JSON.parse(json);
  if (!Array.isArray(kept)) return [{ variant: 1, mail: readCompiledMail(json) }];
  return (kept as { variant: number; mail: unknown }[]).map(({ variant, mail }) => ({
    variant,
    mail: readCompiledMail(JSON.stringify(mail)),
  }));
}

/** Renders it once, with placeholders for the reader's own links. The same words make the same bytes. */
async function compileCorrection(
  room: Newsroom,
  content: Pick<IssueContent, 'week' | 'number' | 'date'>,
  words: CorrectionWords,
): Promise<CompiledMail> {
  const { settings } = room;
  const nonce = sha256(JSON.stringify([content.week, words.wrong, words.right, words.url]));
  const fields = placeholderFields(nonce);
  const letter = await renderLetter(
    {
      kind: 'correction',
      // Its number and day stand in every variant of the mail; the subject of one is in nobody else's.
      issue: `No. ${content.number} of ${printedDate(content.date)}`,
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
  return compileMail({ ...letter, headers, nonce, votes: 0 });
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
