import { CLOCKS_DIFFER_MS, liesAhead, UNKNOWN_SINCE } from '../delivery/ahead.ts';
import type { Store } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';
import { inTransaction } from './transaction.ts';

const LATEST_TIME = 'latest-time';

/**
 * Keeps the latest time at which anybody looked. When it lies ahead, the clock was put back since: of what is unclear
 * nobody can tell any more for how long it has been, so from here on it counts as too long.
 * @returns the time that was ahead, or null
 */
export async function noticeStepBack(store: Store, now: number): Promise<number | null> {
  const latest = Number((await readMeta(store, LATEST_TIME)) ?? 0);
  if (Math.abs(now - latest) <= CLOCKS_DIFFER_MS / 2) return null;
  return inTransaction(store, async trx => {
    const isBack = liesAhead(latest, now);
    if (isBack) {
      for (const table of ['batches', 'single_mails'] as const) {
        await trx.db
          .updateTable(table)
          .set({ unclear_since: UNKNOWN_SINCE })
          .where('state', '=', 'submitting')
          .where('unclear_since', 'is not', null)
          .execute();
      }
    }
    await writeMeta(trx, LATEST_TIME, String(now));
    return isBack ? latest : null;
  });
}
