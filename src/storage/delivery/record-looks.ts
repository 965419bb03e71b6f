import { sql } from 'kysely';
import type { Store } from '../database.ts';

/** An uncertain batch, as its mailer's record is asked about it. Times are epoch milliseconds. */
export interface UnansweredBatch {
  readonly issueId: number;
  readonly week: string;
  readonly issueState: string;
  readonly n: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly provider: string;
  readonly account: string;
  /** When it may have been handed over first; 0 where that cannot be told. */
  readonly unclearSince: number;
  /** When it became uncertain. */
  readonly givenUpAt: number;
  readonly lookedAt: number | null;
  readonly unseenAt: number | null;
}

/** @param issueId of one issue alone, when given */
export async function unansweredBatches(store: Store, issueId?: number): Promise<UnansweredBatch[]> {
  const rows = await store.db
    .selectFrom('batches as b')
    .innerJoin('issues as i', 'i.id', 'b.issue_id')
    .select([
      'b.issue_id',
      'i.week',
      'i.state',
      'b.n',
      'b.first_seq',
      'b.last_seq',
      'b.provider',
      'b.account',
    ])
    .select(['b.unclear_since', 'b.settled_at', 'b.looked_at', 'b.unseen_at'])
    // Spelt out, not bound: only so does SQLite see that the partial index fits.
    .where(sql<boolean>`b.state = 'uncertain'`)
    .$if(issueId !== undefined, query => query.where('b.issue_id', '=', issueId as number))
    .orderBy('b.issue_id')
    .orderBy('b.n')
    .execute();
  return rows.map(row => ({
    issueId: row.issue_id,
    week: row.week,
    issueState: row.state,
    n: row.n,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    provider: row.provider,
    account: row.account,
    unclearSince: row.unclear_since ?? 0,
    givenUpAt: row.settled_at ?? 0,
    lookedAt: row.looked_at,
    unseenAt: row.unseen_at,
  }));
}

/** The members who were in it when it was handed over. */
export async function seqsOf(store: Store, batch: UnansweredBatch): Promise<number[]> {
  const rows = await store.db
    .selectFrom('deliveries')
    .select('seq')
    .where('issue_id', '=', batch.issueId)
    .where('seq', '>=', batch.firstSeq)
    .where('seq', '<=', batch.lastSeq)
    .where('status', '=', 0)
    .orderBy('seq')
    .execute();
  return rows.map(({ seq }) => seq);
}

/**
 * Keeps what the record showed of a batch, or of the pieces it was cut into meanwhile.
 * @param look.isUnseen whether it has none of those who are left, though it has mails from before and after
 */
export async function noteLook(
  store: Store,
  { issueId, firstSeq, lastSeq }: UnansweredBatch,
  { now, isUnseen }: { readonly now: number; readonly isUnseen: boolean },
): Promise<void> {
  await store.db
    .updateTable('batches')
    .set(eb => ({
      looked_at: now,
      unseen_at: isUnseen ? eb.fn.coalesce('unseen_at', eb.val(now)) : null,
    }))
    .where('issue_id', '=', issueId)
    .where('first_seq', '>=', firstSeq)
    .where('last_seq', '<=', lastSeq)
    .where(sql<boolean>`state = 'uncertain'`)
    .execute();
}
