import { sql } from 'kysely';
import { UNDECIDED_AT } from '../../delivery/subject-trial.ts';
import type { Store } from '../database.ts';
import { dueTime, isFromAhead, OPEN } from './due-batches.ts';

/** How many deliveries were taken or refused by the mail API in each second since an instant (epoch ms), oldest first. */
export async function settledBySecond(
  store: Store,
  issueId: number,
  since: number,
): Promise<{ readonly second: number; readonly members: number }[]> {
  const rows = await store.db
    .selectFrom('batches')
    .select([
      sql<number>`settled_at / 1000`.as('second'),
      sql<number>`sum(last_seq - first_seq + 1 - suppressed)`.as('members'),
    ])
    .where('issue_id', '=', issueId)
    .where('settled_at', '>', since)
    .where('state', 'in', ['submitted', 'rejected'])
    .groupBy('second')
    .orderBy('second')
    .execute();
  return rows.map(({ second, members }) => ({ second: Number(second), members: Number(members) }));
}

/** The open batch that is due first, and what it waits for. */
export interface NextBatch {
  /** Epoch ms each; 0 for none. */
  readonly hour: number;
  readonly notBefore: number;
  readonly leaseUntil: number;
  /** The mail API's words; '' for none. */
  readonly reason: string;
  /** Its own reader's mail server wants it later. */
  readonly isDeferred: boolean;
}

export async function nextBatch(store: Store, issueId: number, now: number): Promise<NextBatch | null> {
  const row = await store.db
    .selectFrom('batches')
    .select(['due_at', 'not_before', 'lease_until', 'reason', 'deferred_since'])
    .select(isFromAhead(now).as('is_from_ahead'))
    .where('issue_id', '=', issueId)
    .where(OPEN)
    .orderBy(dueTime(now))
    .orderBy('n')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    hour: row.due_at,
    notBefore: row.is_from_ahead ? 0 : row.not_before,
    leaseUntil: row.is_from_ahead ? 0 : row.lease_until,
    reason: row.reason,
    isDeferred: row.deferred_since !== null,
  };
}

/** How many readers of an issue wait because their own mail servers want them later. */
export async function deferredReaders(store: Store, issueId: number, now: number): Promise<number> {
  const row = await store.db
    .selectFrom('batches')
    .select(sql<number | null>`sum(last_seq - first_seq + 1 - suppressed - rejected)`.as('members'))
    .where('issue_id', '=', issueId)
    .where(OPEN)
    .where('deferred_since', 'is not', null)
    .where('not_before', '>', now)
    .where(eb => eb.not(isFromAhead(now)))
    .executeTakeFirst();
  return Number(row?.members ?? 0);
}

/** An editor wants no wait any longer: what was told to wait may be tried at once. Local hours stay. */
export async function forgetWaits(store: Store, issueId: number): Promise<void> {
  await store.db
    .updateTable('batches')
    .set({ not_before: 0 })
    .where('issue_id', '=', issueId)
    // Those with an unclear attempt too: they were told to wait like the others.
    .where(OPEN)
    .where('not_before', '>', 0)
    .execute();
}

/** The readers of one local hour. */
export interface HourProgress {
  /** Epoch ms. */
  readonly dueAt: number;
  readonly members: number;
  /** Of them: no longer pending. */
  readonly settled: number;
}

/** By local hour, the earliest first; empty for an issue that is due for everybody at once. */
export async function hoursOf(store: Store, issueId: number): Promise<HourProgress[]> {
  const rows = await store.db
    .selectFrom('batches')
    .select([
      'due_at',
      sql<number>`sum(last_seq - first_seq + 1)`.as('members'),
      sql<number>`sum(case when state in ('pending', 'submitting') then 0 else last_seq - first_seq + 1 end)`.as(
        'settled',
      ),
    ])
    .where('issue_id', '=', issueId)
    .where('due_at', '>', 0)
    .where('due_at', '<', UNDECIDED_AT)
    .groupBy('due_at')
    .orderBy('due_at')
    .execute();
  return rows.map(row => ({ dueAt: row.due_at, members: Number(row.members), settled: Number(row.settled) }));
}

/** A batch of which nobody knows whether it was taken, with all that is known. Times are epoch milliseconds. */
export interface UncertainBatch {
  readonly n: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly members: number;
  readonly provider: string;
  readonly attempts: number;
  readonly sealedAt: number | null;
  readonly unclearSince: number | null;
  readonly givenUpAt: number | null;
  readonly reason: string;
  /** Members of whom the mail API has reported anything. */
  readonly proofs: number;
  /** When the mail API's own record was asked last, and when it first had none of them though it had mails from before and after. */
  readonly lookedAt: number | null;
  readonly unseenAt: number | null;
}

export async function uncertainBatches(store: Store, issueId: number): Promise<UncertainBatch[]> {
  const rows = await store.db
    .selectFrom('batches')
    .select(['n', 'first_seq', 'last_seq', 'suppressed', 'rejected', 'provider', 'attempts', 'reason'])
    .select(['sealed_at', 'unclear_since', 'settled_at', 'looked_at', 'unseen_at'])
    .select(eb =>
      eb
        .selectFrom('outcomes as o')
        .select(sub => sub.fn.countAll<number>().as('count'))
        .where('o.issue_id', '=', issueId)
        .whereRef('o.seq', '>=', 'batches.first_seq')
        .whereRef('o.seq', '<=', 'batches.last_seq')
        .as('proofs'),
    )
    .where('issue_id', '=', issueId)
    // Spelt out, not bound: only so does SQLite see that the partial index fits.
    .where(sql<boolean>`state = 'uncertain'`)
    .orderBy('n')
    .execute();
  return rows.map(row => ({
    n: row.n,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    members: row.last_seq - row.first_seq + 1 - row.suppressed - row.rejected,
    provider: row.provider,
    attempts: row.attempts,
    sealedAt: row.sealed_at,
    // 0 stands for one that cannot be told.
    unclearSince: row.unclear_since || null,
    givenUpAt: row.settled_at,
    reason: row.reason,
    proofs: Number(row.proofs ?? 0),
    lookedAt: row.looked_at,
    unseenAt: row.unseen_at,
  }));
}
