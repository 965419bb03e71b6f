import { CLOCKS_DIFFER_MS } from '../../delivery/ahead.ts';
import type { Store } from '../database.ts';

/**
 * Claims one firing of a scheduled job: of all processes that try, exactly one gets true.
 * @param slot the scheduled instant (epoch ms), not the instant of the claim: late and early firings meet in one row
 */
export async function claimSlot(store: Store, job: string, slot: number, now: number): Promise<boolean> {
  const row = await store.db
    .insertInto('cron_runs')
    .values({ job, slot, claimed_at: now })
    .onConflict(conflict => conflict.columns(['job', 'slot']).doNothing())
    .returning('slot')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Claims anew what was claimed so long ago that whoever had it must be gone: of all that try, one gets true.
 * @param lostMs how long the work may take
 */
export async function reclaimSlot(
  store: Store,
  job: string,
  slot: number,
  { now, lostMs }: { readonly now: number; readonly lostMs: number },
): Promise<boolean> {
  const { numUpdatedRows } = await store.db
    .updateTable('cron_runs')
    .set({ claimed_at: now })
    .where('job', '=', job)
    .where('slot', '=', slot)
    .where(eb => eb.or([eb('claimed_at', '<=', now - lostMs), eb('claimed_at', '>', now + CLOCKS_DIFFER_MS)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Gives a claimed firing back, so that a job that failed is tried again. */
export async function releaseSlot(store: Store, job: string, slot: number): Promise<void> {
  await store.db.deleteFrom('cron_runs').where('job', '=', job).where('slot', '=', slot).execute();
}
