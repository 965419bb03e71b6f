import { MAIL_KINDS, type MailKind } from '../delivery/mail-kind.ts';
import { inTurns, listMails } from './mail-file.ts';
import { type MailHeading, readHeading } from './mail-heading.ts';
import type { OutboxQuery } from './outbox-query.ts';

/** One page of the outbox. */
export interface OutboxView {
  /** The query, its page within bounds. */
  readonly query: OutboxQuery;
  readonly pages: number;
  /** How many mails there are of each kind, whatever the query. */
  readonly counts: Readonly<Record<MailKind, number>>;
  readonly total: number;
  /** How many fit the query. */
  readonly found: number;
  /** Mails of this kind that a search did not look at, because newer ones were enough work. */
  readonly unsearched: number;
  /** How many stand on the pages before this one. */
  readonly before: number;
  readonly mails: readonly MailHeading[];
}

const PAGE_SIZE = 50;
/** A search opens every mail it looks at; so many take a second or so. */
const SEARCHED_MOST = 10_000;

/** Looks up one page. Without a search it opens only the mails on that page, however many there are. */
export async function viewOutbox(directory: string, query: OutboxQuery): Promise<OutboxView> {
  const all = await listMails(directory);
  const ofKind = query.kind === null ? all : all.filter(file => file.kind === query.kind);
  const read = (file: (typeof all)[number]) => readHeading(directory, file);
  const matching =
    query.words === ''
      ? null
      : (await inTurns(ofKind.slice(0, SEARCHED_MOST), read)).filter(heading => fits(heading, query.words));
  const found = (matching ?? ofKind).length;
  const pages = Math.max(1, Math.ceil(found / PAGE_SIZE));
  const page = Math.min(query.page, pages);
  const before = (page - 1) * PAGE_SIZE;
  return {
    query: { ...query, page },
    pages,
    counts: countKinds(all),
    total: all.length,
    found,
    unsearched: matching === null ? 0 : Math.max(0, ofKind.length - SEARCHED_MOST),
    before,
    mails:
      matching?.slice(before, before + PAGE_SIZE) ??
      (await inTurns(ofKind.slice(before, before + PAGE_SIZE), read)),
  };
}

function fits({ to, subject }: MailHeading, words: string): boolean {
  const text = `${to} ${subject}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

function countKinds(files: readonly { readonly kind: MailKind }[]): Record<MailKind, number> {
  const counts = Object.fromEntries(MAIL_KINDS.map(kind => [kind, 0])) as Record<MailKind, number>;
  for (const { kind } of files) counts[kind] += 1;
  return counts;
}
