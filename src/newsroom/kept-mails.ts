import { createHash } from 'node:crypto';
import { PROJECT_ROOT } from '../config.ts';
import type { IssueContent } from '../issue/content.ts';
import type { Issue } from '../issue/issue.ts';
import { programMark } from '../machine/program-mark.ts';
import type { Store } from '../storage/database.ts';
import { approvedMails } from '../storage/issue/approved-mails.ts';
import { type Draft, draftsOf, type MailSettings, type RenderedMail } from './drafted-mail.ts';

/**
 * All that a mail's bytes come from beside content and settings: files and folders of the program, and the packages
 * (docs/decisions/211). A test compares it with what rendering imports.
 */
export const RENDERING = [
  'package.json',
  'package-lock.json',
  'node_modules/.package-lock.json',
  'templates/',
  'src/catalogue/',
  'src/delivery/mail-headers.ts',
  'src/issue/',
  'src/machine/',
  'src/newsroom/drafted-mail.ts',
  'src/newsroom/render-mails.ts',
  'src/publication/',
  'src/render/',
  'src/words/',
] as const;

/** What was rendered for an approval, in the order of its variants. */
interface KeptMails {
  readonly mails: readonly KeptMail[];
  readonly webHtml: string;
}

interface KeptMail extends RenderedMail {
  /** Bytes of the whole message as a reader gets it. */
  readonly bytes: number;
}

/** An approval's mails as text, and under which name they are found again. */
export interface MailsToKeep {
  readonly key: string;
  readonly mails: string;
}

/** @param bytes of each variant's whole message @param source as `IssueDraft` */
export function mailsToKeep(
  { variants, source }: { readonly variants: readonly [Draft, ...Draft[]]; readonly source: string },
  bytes: readonly number[],
): MailsToKeep {
  const mails = variants.map(({ html, text, frozen }, index) => ({
    html,
    text,
    compiled: frozen.mail.compiled,
    bytes: bytes[index] ?? 0,
  }));
  const kept: KeptMails = { mails, webHtml: variants[0].frozen.webHtml };
  return { key: keyOf(source), mails: JSON.stringify(kept) };
}

/**
 * What was rendered for the issue's approval, if the same content, settings, templates and packages would be rendered again
 * now. It is then what rendering would give, without loading what renders.
 * @param source as `IssueDraft`
 * @returns null where that is not known
 */
export async function keptDrafts(
  store: Store,
  issue: Pick<Issue, 'id'>,
  source: string,
  {
    contents,
    settings,
  }: {
    readonly contents: readonly [IssueContent, ...IssueContent[]];
    readonly settings: MailSettings;
  },
): Promise<[Draft, ...Draft[]] | null> {
  const text = await approvedMails(store, issue.id, keyOf(source));
  if (text === null) return null;
  const kept = JSON.parse(text) as KeptMails;
  if (kept.mails.length !== contents.length) return null;
  const [first, ...others] = draftsOf(contents, settings, kept);
  const sized = (draft: Draft, index: number) => ({ ...draft, bytes: kept.mails[index]?.bytes ?? 0 });
  return [sized(first, 0), ...others.map((draft, index) => sized(draft, index + 1))];
}

function keyOf(source: string): string {
  return createHash('sha256')
    .update(`${programMark(PROJECT_ROOT, RENDERING)} ${source}`)
    .digest('hex');
}
