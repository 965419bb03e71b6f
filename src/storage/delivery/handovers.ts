import { sql } from 'kysely';
import type { BatchStore, ClaimedBatch } from '../../delivery/batch.ts';
import type { Store } from '../database.ts';
import { prepared } from '../prepared.ts';

/** As BatchStore.handOver; what it returns is one statement. */
export function handovers(
  store: Store,
): (within: Store, ...args: Parameters<BatchStore['handOver']>) => ReturnType<BatchStore['handOver']> {
  const mark = prepared<Pick<ClaimedBatch, 'issueId' | 'n' | 'owner'> & { now: number }>(blank =>
    store.db
      .updateTable('batches')
      .set({ unclear_since: sql<number>`coalesce(unclear_since, ${blank('now')})` })
      .where('issue_id', '=', blank('issueId'))
      .where('n', '=', blank('n'))
      .where('owner', '=', blank('owner'))
      // Written out: SQLite would plan the statement anew for every value it is bound to.
      .where(sql<boolean>`state = 'submitting'`)
      // Frozen past the lease, another process may be at it by now, or a moment from it.
      .where('lease_until', '>', blank('now'))
      .where(
        sql<boolean>`exists (select 1 from issues where issues.id = batches.issue_id and issues.state = 'sending')`,
      ),
  );
  return async ({ db }, { issueId, n, owner }, now) => {
    const marked = await mark(db, { issueId, n, owner, now });
    return (marked.numAffectedRows ?? 0n) > 0n;
  };
}
