/** Rules that batches and single mails share for attempts that did not end in a clear yes. */

/** A provider forgets a key after its window; an hour before that we stop asking. */
const WINDOW_MARGIN_MS = 3_600_000;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;

/** Between two tries of a single mail while the account itself is refused. */
export const ACCOUNT_RETRY_MS = 60_000;

/**
 * Why a mail whose earlier attempt was unclear may not be posted again; '' when it may.
 * @param unclearSince first attempt without a clear no, epoch ms; null when there was none
 */
export function expiredReason(unclearSince: number | null, keyWindowMs: number | null, now: number): string {
  if (unclearSince === null) return '';
  if (keyWindowMs === null) return 'An attempt ended without a clear answer and the provider keeps no keys.';
  if (now - unclearSince > keyWindowMs - WINDOW_MARGIN_MS) {
    return 'No clear answer came within the time the provider remembers the key.';
  }
  return '';
}

/** How long an answer is waited for, ms: less than the lease, so that no second process posts meanwhile. */
export function answerTimeoutMs(leaseMs: number): number {
  return Math.floor(leaseMs * 0.75);
}

/** 1, 2, 4 … 60 seconds. */
export function backoffMs(attempts: number): number {
  return Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.max(0, attempts - 1));
}
