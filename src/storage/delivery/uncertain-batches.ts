import { sql } from 'kysely';
import { CLOCKS_DIFFER_MS } from '../../delivery/ahead.ts';
import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { UNSEALED } from './batch-outcomes.ts';
import { isFree } from './due-batches.ts';

/** A batch that is neither known to be taken nor known not to be. */
export interface OpenBatch {
  readonly issueId: number;
  readonly week: string;
  readonly n: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly state: 'uncertain' | 'submitting' | 'pending';
  /** The mailer it was tried with; '' where an earlier version has put it back. */
  readonly provider: string;
}

/** Longer than any key is remembered: nobody asks about such a batch any more. */
const DAY_MS = 24 * 3_600_000;

/**
 * Open batches of which an event about any member has come, and which no sender will clear up by itself (docs/decisions/
 * 072): uncertain ones; those somebody said were not sent, while they wait to be posted again; and those left
 * submitting for a day. A batch that is being posted or asked about is none of them: its own answer says more.
 */
export async function provenBatches(store: Store, now: number): Promise<OpenBatch[]> {
  // Spelt out, not bound: only so does SQLite see that the partial indexes fit.
  const { rows } = await sql<{
    issue_id: number;
    week: string;
    n: number;
    first_seq: number;
    last_seq: number;
    state: OpenBatch['state'];
    provider: string;
  }>`
    select b.issue_id, i.week, b.n, b.first_seq, b.last_seq, b.state, b.provider
    from (
      select * from batches where state = 'uncertain'
      union all
      select * from batches where state in ('pending', 'submitting')
        and ((state = 'pending' and sealed_at is null and attempts > 0)
          or (state = 'submitting' and ${isFree(now)}
            and (unclear_since <= ${now - DAY_MS} or unclear_since > ${now + CLOCKS_DIFFER_MS})))
    ) b join issues i on i.id = b.issue_id
    where exists (select 1 from outcomes o
      where o.issue_id = b.issue_id and o.seq between b.first_seq and b.last_seq)
    order by b.issue_id, b.n`.execute(store.db);
  return rows.map(row => ({
    issueId: row.issue_id,
    week: row.week,
    n: row.n,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    state: row.state,
    provider: row.provider,
  }));
}

/** The batch, if it is uncertain; with how many of its members events are known of. */
export async function uncertainBatch(
  store: Store,
  issueId: number,
  n: number,
): Promise<
  | { readonly kind: 'uncertain'; readonly batch: Omit<OpenBatch, 'week'>; readonly proofs: number }
  | { readonly kind: 'other'; readonly state: string }
  | { readonly kind: 'none' }
> {
  const row = await store.db
    .selectFrom('batches')
    .select(['first_seq', 'last_seq', 'state', 'provider'])
    .where('issue_id', '=', issueId)
    .where('n', '=', n)
    .executeTakeFirst();
  if (!row) return { kind: 'none' };
  if (row.state !== 'uncertain') return { kind: 'other', state: row.state };
  const { proofs } = await store.db
    .selectFrom('outcomes')
    .select(eb => eb.fn.countAll<number>().as('proofs'))
    .where('issue_id', '=', issueId)
    .where('seq', '>=', row.first_seq)
    .where('seq', '<=', row.last_seq)
    .executeTakeFirstOrThrow();
  const { first_seq: firstSeq, last_seq: lastSeq, state, provider } = row;
  const batch = { issueId, n, firstSeq, lastSeq, state, provider } as const;
  return { kind: 'uncertain', batch, proofs: Number(proofs) };
}

/**
 * Settles a batch without an answer: every member that was in it counts as submitted, with the mail API's ids as far as
 * events brought them.
 * @returns false when it has changed meanwhile: then its own answer stands
 */
export function settleWithoutAnswer(
  store: Store,
  batch: Omit<OpenBatch, 'week'>,
  options: { readonly reason: string; readonly now: number },
): Promise<boolean> {
  return inTransaction(store, async trx => {
    const ids = await knownIds(trx, batch);
    const updated = await trx.db
      .updateTable('batches')
      .set({
        state: 'submitted',
        reason: options.reason,
        provider_ids: JSON.stringify(ids.map(({ provider_id }) => provider_id)),
        // Below, with the seqs that their events named: not every member has one.
        mapped: 1,
        settled_at: options.now,
        unclear_since: null,
        owner: '',
        lease_until: 0,
        not_before: 0,
      })
      .where('issue_id', '=', batch.issueId)
      .where('n', '=', batch.n)
      .where('first_seq', '=', batch.firstSeq)
      .where('last_seq', '=', batch.lastSeq)
      .where('state', '=', batch.state)
      // A sender that took it this instant will have the answer itself.
      .where(isFree(options.now))
      .executeTakeFirst();
    if (updated.numUpdatedRows === 0n) return false;
    if (ids.length === 0) return true;
    await trx.db
      .insertInto('provider_map')
      .values(ids.map(({ provider_id, seq }) => ({ provider_id, issue_id: batch.issueId, seq })))
      .onConflict(conflict => conflict.column('provider_id').doNothing())
      .execute();
    return true;
  });
}

/**
 * Puts an uncertain batch back as if it had never been posted: the next sender drops who has left since and seals it
 * anew, so that it has a key and bytes of its own.
 * @returns false when it is not uncertain any more
 */
export async function unsealUncertain(
  store: Store,
  batch: Pick<OpenBatch, 'issueId' | 'n'>,
  reason: string,
): Promise<boolean> {
  const updated = await store.db
    .updateTable('batches')
    .set(eb => ({
      ...UNSEALED,
      // Should an event say otherwise after all, it counts by the rules of who had it.
      provider: eb.ref('provider'),
      generation: eb('generation', '+', 1),
      settled_at: null,
      reason,
    }))
    .where('issue_id', '=', batch.issueId)
    .where('n', '=', batch.n)
    .where('state', '=', 'uncertain')
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** A single mail whose answer was never clear, and of which an event now says that it was taken. */
export async function settleProvenSingle(
  store: Store,
  mail: { readonly id: number; readonly providerId: string },
): Promise<void> {
  await store.db
    .updateTable('single_mails')
    .set({ state: 'submitted', provider_id: mail.providerId, reason: '' })
    .where('id', '=', mail.id)
    .where('state', '=', 'uncertain')
    .execute();
}

/** The ids that events brought of members, the earliest of each. */
export function knownIds(store: Store, batch: Omit<OpenBatch, 'week'>) {
  return store.db
    .selectFrom('mail_events')
    .select(eb => ['seq', eb.fn.min('provider_id').as('provider_id')])
    .where('issue_id', '=', batch.issueId)
    .where('seq', '>=', batch.firstSeq)
    .where('seq', '<=', batch.lastSeq)
    .where('provider_id', '<>', '')
    .groupBy('seq')
    .orderBy('seq')
    .$narrowType<{ seq: number }>()
    .execute();
}
