import { type Selectable, sql } from 'kysely';
import {
  type ApprovalRecord,
  type ChainedApproval,
  chained,
  isPerson,
  type TrailLine,
  withoutAddresses,
} from '../../issue/approval-record.ts';
import type { Store } from '../database.ts';
import { type Activity, activityWithIds } from './activity.ts';
import type { ApprovalRecordTable } from './open-data-tables.ts';

/**
 * Writes an approval down at the end of the chain, with what the log says of the issue since the last one.
 * @param store within the transaction of the approval, which takes no other lock after this
 */
export async function appendApproval(store: Store, approval: Omit<ApprovalRecord, 'trail'>): Promise<void> {
  // Two approvals at once take turns: the second names the first. SQLite has one writer anyway.
  if (store.dialect === 'postgres')
    await sql`lock table approval_records in exclusive mode`.execute(store.db);
  const ofWeek = await approvalsOf(store, approval.week);
  const known = ofWeek.at(-1)?.record.trail.at(-1)?.id ?? 0;
  const lines = await activityWithIds(store, approval.week, known);
  const record = { ...approval, trail: lines.map(toTrail) };
  const { number, previous, hash } = chained(record, await lastLink(store));
  await store.db
    .insertInto('approval_records')
    .values({ number, week: approval.week, previous, hash, record: JSON.stringify(record) })
    .execute();
}

/** A line of the log as records quote it. */
export function toTrail({
  id,
  at,
  who,
  action,
  detail,
  contentHash,
}: Activity & { readonly id: number }): TrailLine {
  const by = isPerson(who) ? 'person' : 'program';
  return {
    id,
    at: new Date(at).toISOString(),
    who,
    by,
    action,
    detail: withoutAddresses(detail),
    contentHash,
  };
}

/** Of one issue, oldest first. */
export async function approvalsOf({ db }: Store, week: string): Promise<ChainedApproval[]> {
  const rows = await db
    .selectFrom('approval_records')
    .selectAll()
    .where('week', '=', week)
    .orderBy('number')
    .execute();
  return rows.map(toChained);
}

/** The whole chain, from its beginning; `week` is what the row says beside the record. */
export async function approvalChain({ db }: Store): Promise<(ChainedApproval & { readonly week: string })[]> {
  const rows = await db.selectFrom('approval_records').selectAll().orderBy('number').execute();
  return rows.map(row => ({ ...toChained(row), week: row.week }));
}

async function lastLink({ db }: Store): Promise<{ number: number; hash: string } | null> {
  const row = await db
    .selectFrom('approval_records')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

function toChained({ number, previous, hash, record }: Selectable<ApprovalRecordTable>): ChainedApproval {
  return { number, previous, hash, record: JSON.parse(record) as ApprovalRecord };
}
