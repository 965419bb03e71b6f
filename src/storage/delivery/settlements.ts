import { sql } from 'kysely';
import type { Acceptance, Batch, ClaimedBatch } from '../../delivery/batch.ts';
import type { Store } from '../database.ts';
import { prepared } from '../prepared.ts';
import { QUICKLY } from '../unsynced.ts';
import { isRefusedLate } from './late-refusals.ts';
import { countRefusals } from './refusals.ts';
import { reopenMembers } from './reopen.ts';

/** `deliveries.status` of whom the mail API has refused by name. */
const REJECTED = 2;

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
    const { accepted, rejected } = acceptance;
    const { db } = within;
    const isLate = await isRefusedLate(within, batch, acceptance);
    const isRefusal = accepted.length === 0 && rejected.length > 0;
    const closed = await close(db, {
      issueId: batch.issueId,
      n: batch.n,
      payloadSha256: batch.seal.payloadSha256,
      state: isRefusal ? 'rejected' : 'submitted',
      rejected: rejected.length,
      providerIds: JSON.stringify(accepted.map(item => item.providerId)),
      now,
      // A no to everybody is only true while nobody else may have posted the same bytes since.
      owner: isRefusal && 'owner' in batch ? (batch as ClaimedBatch).owner : null,
    });
    // Somebody settled it first, with the same bytes: theirs stands.
    if (closed.numAffectedRows === 0n || rejected.length === 0) return rejected;
    for (const { seq, reason } of rejected) {
      await db
        .updateTable('deliveries')
        .set({ status: REJECTED, reason })
        .where('issue_id', '=', batch.issueId)
        .where('seq', '=', seq)
        .execute();
    }
    if (isLate) {
      await reopenMembers(within, batch, rejected, LATE);
      return [];
    }
    await countRefusals(within, batch.issueId, rejected);
    return rejected;
  };
}

function closing(store: Store) {
  return prepared<{
    issueId: number;
    n: number;
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
      // Written out: SQLite would plan the statement anew for every value it is bound to.
      .where(sql<boolean>`state in ('pending', 'submitting', 'uncertain')`)
      .where(sql<boolean>`owner = coalesce(${blank('owner')}, owner)`)
      .$if(store.dialect === 'postgres', query => query.where(QUICKLY)),
  );
}
