import { type RawBuilder, sql } from 'kysely';
import type { IssueContent } from '../../issue/content.ts';
import { pairKey } from '../../pairing/pairing.ts';
import { FALLBACK } from '../../words/language.ts';
import type { Store } from '../database.ts';
import { type FrozenLine, frozenLines } from './frozen-lines.ts';

/** The variant that the site shows: all of them have the same pairings. */
const SHOWN = 1;

export interface ArchivedIssue {
  readonly content: IssueContent;
  /** Epoch ms; null while it is being sent. */
  readonly sentAt: number | null;
}

export interface SentIssue extends ArchivedIssue {
  readonly sentAt: number;
}

/** The newest sent issue as it was frozen; null before the first. */
export async function latestSent(store: Store): Promise<SentIssue | null> {
  const row = await frozen(store)
    .where('i.state', '=', 'sent')
    .select(['f.content', 'i.settled_at', 'i.send_at'])
    .orderBy('i.week', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return { content: JSON.parse(row.content) as IssueContent, sentAt: row.settled_at ?? row.send_at };
}

/** An issue's web version from the freeze on, in whatever state it is since; null before. */
export async function frozenWebVersion(store: Store, week: string): Promise<string | null> {
  const row = await frozen(store).where('i.week', '=', week).select('f.web_html').executeTakeFirst();
  return row?.web_html ?? null;
}

/** The newest frozen issue that holds the two tools as a pairing, given by their slugs in any order. */
export async function issueOfPair(store: Store, one: string, other: string): Promise<ArchivedIssue | null> {
  const row = await frozen(store)
    .innerJoin('pairings as p', 'p.issue_id', 'i.id')
    .where('p.pair_key', '=', pairKey(one, other))
    .select(['f.content', 'i.state', 'i.settled_at', 'i.send_at'])
    .orderBy('i.week', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const sentAt = row.state === 'sent' ? (row.settled_at ?? row.send_at) : null;
  return { content: JSON.parse(row.content) as IssueContent, sentAt };
}

export async function countSent(store: Store): Promise<number> {
  const row = await frozen(store)
    .where('i.state', '=', 'sent')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export interface ArchiveLine {
  readonly id: number;
  readonly week: string;
  readonly number: number;
  /** ISO date. */
  readonly date: string;
  readonly subject: string;
  readonly preheader: string;
  /** BCP 47. */
  readonly language: string;
  readonly sentAt: number;
  readonly pairings: readonly FrozenLine[];
}

/** Sent issues in one line each, newest first. The database takes the few words out of the content itself. */
export async function archiveLines(store: Store, from: number, count: number): Promise<ArchiveLine[]> {
  const rows = await frozen(store)
    .where('i.state', '=', 'sent')
    .select(['i.id', 'i.week', 'i.number', 'i.settled_at', 'i.send_at'])
    .select([
      textAt(store, 'date').as('date'),
      textAt(store, 'subject').as('subject'),
      textAt(store, 'preheader').as('preheader'),
      textAt(store, 'language').as('language'),
    ])
    .orderBy('i.week', 'desc')
    .limit(count)
    .offset(from)
    .execute();
  const lines = await frozenLines(
    store,
    rows.map(row => row.id),
  );
  return rows.map(row => ({
    id: row.id,
    week: row.week,
    number: row.number,
    date: row.date ?? '',
    subject: row.subject ?? '',
    preheader: row.preheader ?? '',
    language: row.language ?? FALLBACK,
    sentAt: row.settled_at ?? row.send_at,
    pairings: lines.filter(line => line.issueId === row.id),
  }));
}

export interface RelatedLine extends FrozenLine {
  /** ISO date of its issue. */
  readonly date: string;
  /** Of its issue, BCP 47. */
  readonly language: string;
}

/** Pairings of sent issues that share a tool or the category with this one, newest first. */
export async function relatedLines(
  store: Store,
  pair: { readonly a: string; readonly b: string; readonly category: string },
  count: number,
): Promise<RelatedLine[]> {
  const tools = [pair.a, pair.b];
  const rows = await frozen(store)
    .innerJoin('pairings as p', 'p.issue_id', 'i.id')
    .where('i.state', '=', 'sent')
    .where('p.pair_key', '!=', pairKey(pair.a, pair.b))
    .where(eb =>
      eb.or([eb('p.category', '=', pair.category), eb('p.a', 'in', tools), eb('p.b', 'in', tools)]),
    )
    .select([
      'i.id',
      'p.a',
      'p.b',
      textAt(store, 'date').as('date'),
      textAt(store, 'language').as('language'),
    ])
    .orderBy('i.week', 'desc')
    .orderBy('p.position')
    .limit(count)
    .execute();
  const lines = await frozenLines(
    store,
    rows.map(row => row.id),
  );
  return rows.flatMap(row => {
    const line = lines.find(one => one.issueId === row.id && one.slugA === row.a && one.slugB === row.b);
    return line ? [{ ...line, date: row.date ?? '', language: row.language ?? FALLBACK }] : [];
  });
}

export interface SentPlace {
  readonly week: string;
  readonly sentAt: number;
  readonly pairs: readonly { readonly a: string; readonly b: string }[];
}

/** Every sent issue with the slugs of its pairings, newest first. */
export async function sentPlaces(store: Store): Promise<SentPlace[]> {
  const rows = await store.db
    .selectFrom('issues as i')
    .leftJoin('pairings as p', 'p.issue_id', 'i.id')
    .where('i.state', '=', 'sent')
    .select(['i.week', 'i.settled_at', 'i.send_at', 'p.a', 'p.b'])
    .orderBy('i.week', 'desc')
    .orderBy('p.position')
    .execute();
  const places = Map.groupBy(rows, row => row.week);
  return Array.from(places.values(), of => {
    const [first] = of;
    const pairs = of.flatMap(({ a, b }) => (a === null || b === null ? [] : [{ a, b }]));
    return { week: first?.week ?? '', sentAt: first?.settled_at ?? first?.send_at ?? 0, pairs };
  });
}

function frozen(store: Store) {
  return store.db
    .selectFrom('issues as i')
    .innerJoin('frozen_mails as f', 'f.issue_id', 'i.id')
    .where('f.variant', '=', SHOWN);
}

/** A text of the frozen content, without reading the rest of it. */
function textAt(store: Store, key: 'date' | 'subject' | 'preheader' | 'language'): RawBuilder<string | null> {
  return store.dialect === 'sqlite'
    ? sql<string | null>`json_extract(f.content, ${`$.${key}`})`
    : sql<string | null>`(f.content::jsonb ->> ${sql.lit(key)})`;
}
