import type { Selectable } from 'kysely';
import type { IssueContent } from '../../issue/content.ts';
import { type Pairing, pairKey } from '../../pairing/pairing.ts';
import type { PickRecord } from '../../pairing/pick-record.ts';
import type { Store } from '../database.ts';
import type { IssueTable } from './issue-tables.ts';
import { pairingsOf } from './issues.ts';
import { pickRecordOf } from './pick-records.ts';

/** A sent issue with all that is published of it as data. Times are epoch ms. */
export interface SentIssueData {
  readonly id: number;
  readonly content: IssueContent;
  readonly sentAt: number;
  readonly approval: { readonly hash: string; readonly at: number } | null;
  /** As the issue keeps them, in the editors' order. */
  readonly pairings: readonly Pairing[];
  readonly record: PickRecord | null;
  readonly vote: { readonly closesAt: number; readonly isClosed: boolean } | null;
}

/** Null for a week whose issue has not been sent. @param now epoch ms */
export async function sentIssue(store: Store, week: string, now: number): Promise<SentIssueData | null> {
  const row = await store.db
    .selectFrom('issues as i')
    .innerJoin('frozen_mails as f', 'f.issue_id', 'i.id')
    .selectAll('i')
    .select('f.content')
    .where('i.week', '=', week)
    .where('i.state', '=', 'sent')
    .orderBy('f.variant')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { approved_hash: hash, approved_at: at, vote_closes_at: closesAt } = row;
  return {
    id: row.id,
    content: JSON.parse(row.content) as IssueContent,
    sentAt: sentAt(row),
    approval: hash === null || at === null ? null : { hash, at },
    pairings: await pairingsOf(store, row.id),
    record: await pickRecordOf(store, row.id),
    vote: closesAt === null ? null : { closesAt, isClosed: row.vote_closed === 1 || closesAt <= now },
  };
}

/** Every week whose issue was sent, oldest first. */
export async function sentWeeks({ db }: Store): Promise<string[]> {
  const rows = await db
    .selectFrom('issues')
    .select('week')
    .where('state', '=', 'sent')
    .orderBy('week')
    .execute();
  return rows.map(({ week }) => week);
}

export async function isSent({ db }: Store, week: string): Promise<boolean> {
  const row = await db
    .selectFrom('issues')
    .select('week')
    .where('week', '=', week)
    .where('state', '=', 'sent')
    .executeTakeFirst();
  return row !== undefined;
}

/** The week of the newest sent issue that holds the two tools as a pairing, by their slugs in any order. */
export async function sentWeekOfPair({ db }: Store, one: string, other: string): Promise<string | null> {
  const row = await db
    .selectFrom('pairings as p')
    .innerJoin('issues as i', 'i.id', 'p.issue_id')
    .select('i.week')
    .where('p.pair_key', '=', pairKey(one, other))
    .where('i.state', '=', 'sent')
    .orderBy('i.week', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.week ?? null;
}

/** Whether an issue that was sent was picked from this snapshot. */
export async function isSnapshotOfSent({ db }: Store, hash: string): Promise<boolean> {
  const row = await db
    .selectFrom('pick_records as r')
    .innerJoin('issues as i', 'i.id', 'r.issue_id')
    .select('i.week')
    .where('r.catalogue_hash', '=', hash)
    .where('i.state', '=', 'sent')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function sentAt({
  settled_at: settled,
  send_at: slot,
}: Pick<Selectable<IssueTable>, 'settled_at' | 'send_at'>): number {
  return settled ?? slot;
}
