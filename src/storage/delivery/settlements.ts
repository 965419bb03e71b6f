import { sql } from 'kysely';
import type { Acceptance, Batch, ClaimedBatch } from '../../delivery/batch.ts';
import type { Store } from '../database.ts';
import { prepared } from '../prepared.ts';
import { QUICKLY } from '../unsynced.ts';
import { REJECTED } from './batch-pieces.ts';
import { isRefusedLate } from './late-refusals.ts';
import { countRefusals } from './refusals.ts';
import { type Again, reopenMembers } from './reopen.ts';

type Settle = (
  within: Store,
  batch: Batch,
  acceptance: Acceptance,
  now: number,
) => Promise<Acceptance['rejected']>;

const LATE = 'Refused before the issue was resumed; it goes again.';

/** As BatchStore.settle; what it returns is run within a transaction, or by itself where nobody was rejected. */
export function settlements(store: Store): Settle {
  const close = closing(store);
  return async (within, batch, acceptance, now) => {
    const { accepted, rejected, later = [] } = acceptance;
    const { db } = within;
    const isLate = await isRefusedLate(within, batch, acceptance);
    const isRefusal = accepted.length === 0 && rejected.length > 0 && later.length === 0;
    const closed = await close(db, {
      issueId: batch.issueId,
      n: batch.n,
      firstSeq: batch.firstSeq,
      lastSeq: batch.lastSeq,
      payloadSha256: batch.seal.payloadSha256,
      state: isRefusal ? 'rejected' : 'submitted',
      rejected: rejected.length,
      providerIds: JSON.stringify(accepted.map(item => item.providerId)),
      now,
      // A no to everybody is only true while nobody else may have posted the same bytes since.
      owner: isRefusal && 'owner' in batch ? (batch as ClaimedBatch).owner : null,
    });
    // Somebody settled it first, with the same bytes: theirs stands.
    if (closed.numAffectedRows === 0n || rejected.length + later.length === 0) return rejected;
    for (const { seq, reason } of rejected) {
      await db
        .updateTable('deliveries')
        .set({ status: REJECTED, reason })
        .where('issue_id', '=', batch.issueId)
        .where('seq', '=', seq)
        .execute();
    }
    const again = new Map<number, Again>([
      ...later.map(({ seq, reason, notBefore }) => [seq, { why: reason, notBefore, now }] as const),
      ...(isLate ? rejected.map(({ seq }) => [seq, { why: LATE }] as const) : []),
    ]);
    if (again.size > 0) await reopenMembers(within, batch, again);
    if (isLate || rejected.length === 0) return [];
    await countRefusals(within, batch.issueId, rejected);
    return rejected;
  };
}

function closing(store: Store) {
  return prepared<{
    issueId: number;
    n: number;
    firstSeq: number;
    lastSeq: number;
    payloadSha256: string;
    state: string;
    rejected: number;
    providerIds: string;
    now: number;
    owner: string | null;
  }>(blank =>
    store.db
      .updateTable('batches')
      .set({
        state: blank('state'),
        rejected: blank('rejected'),
        provider_ids: blank('providerIds'),
        settled_at: blank('now'),
        unclear_since: null,
        owner: '',
        lease_until: 0,
        reason: '',
      })
      .where('issue_id', '=', blank('issueId'))
      .where('n', '=', blank('n'))
      .where('payload_sha256', '=', blank('payloadSha256'))
      // Evidence may have cut it meanwhile: an answer about all of it does not fit a piece.
      .where('first_seq', '=', blank('firstSeq'))
      .where('last_seq', '=', blank('lastSeq'))
      // Written out: SQLite would plan the statement anew for every value it is bound to.
      .where(sql<boolean>`state in ('pending', 'submitting', 'uncertain')`)
      .where(sql<boolean>`owner = coalesce(${blank('owner')}, owner)`)
      .$if(store.dialect === 'postgres', query => query.where(QUICKLY)),
  );
}
