import { UNCONFIRMED_KEPT_MS } from '../../audience/signup-caps.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { dropIdleCaps } from '../../storage/audience/caps.ts';
import { dropOldHistories } from '../../storage/audience/signup-addresses.ts';
import { dropOldProofs } from '../../storage/audience/spent-proofs.ts';
import { deleteUnconfirmed } from '../../storage/audience/unconfirmed.ts';

const DAY_MS = 24 * 3_600_000;
const REFUSALS_KEPT_MS = DAY_MS;
const HISTORY_KEPT_MS = 365 * DAY_MS;

/**
 * Forgets what sign-ups leave behind: who did not confirm within seven days, networks, used proofs. Safe to repeat and
 * in several processes at once.
 */
export async function tidySignups(room: Newsroom, signal: AbortSignal): Promise<void> {
  const now = room.now();
  let gone = 0;
  while (!signal.aborted) {
    const deleted = await deleteUnconfirmed(room.store, now - UNCONFIRMED_KEPT_MS);
    if (deleted === 0) break;
    gone += deleted;
  }
  if (gone > 0) room.log.info({ gone }, 'sign-ups that nobody confirmed were deleted');
  await dropIdleCaps(room.store, now, REFUSALS_KEPT_MS);
  await dropOldProofs(room.store, now);
  await dropOldHistories(room.store, now - HISTORY_KEPT_MS);
}
