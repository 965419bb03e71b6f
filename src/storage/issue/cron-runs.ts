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

/** Gives a claimed firing back, so that a job that failed is tried again. */
export async function releaseSlot(store: Store, job: string, slot: number): Promise<void> {
  await store.db.deleteFrom('cron_runs').where('job', '=', job).where('slot', '=', slot).execute();
}
