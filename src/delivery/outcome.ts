import { liesAhead, UNKNOWN_SINCE } from './ahead.ts';

/** Rules that batches and single mails share for attempts that did not end in a clear yes. */

/** A provider forgets a key after its window; an hour before that we stop asking. */
const WINDOW_MARGIN_MS = 3_600_000;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;

const FIRST_ACCOUNT_RETRY_MS = 60_000;
const LONGEST_ACCOUNT_RETRY_MS = 10 * 60_000;

const MINUTE_MS = 60_000;
/** Grey lists want minutes, full mailboxes hours. */
const DEFERRALS_MS = [5, 15, 30, 60, 120, 240].map(minutes => minutes * MINUTE_MS);
/** "The give-up time generally needs to be at least 4-5 days" (RFC 5321 4.5.4.1). */
const DEFERRED_FOR_MS = 4 * 24 * 60 * MINUTE_MS;

/**
 * Why a mail whose earlier attempt was unclear may not be posted again; '' when it may.
 * @param unclearSince first attempt without a clear no, epoch ms; null when there was none
 */
export function expiredReason(unclearSince: number | null, keyWindowMs: number | null, now: number): string {
  if (unclearSince === null) return '';
  if (keyWindowMs === null) return 'An attempt ended without a clear answer and the provider keeps no keys.';
  const isUnknown = unclearSince === UNKNOWN_SINCE || liesAhead(unclearSince, now);
  if (isUnknown && Number.isFinite(keyWindowMs)) {
    return 'A clock was wrong, so we cannot tell when it was first tried, nor how long the provider will still remember the key.';
  }
  if (now - unclearSince > keyWindowMs - WINDOW_MARGIN_MS) {
    return 'No clear answer came within the time the provider remembers the key.';
  }
  return '';
}

/** Asked on until the key is forgotten, the mail API would take the other bytes. */
export const CONFLICT =
  'The mail API has other mails under this key: it was posted before, and this database has forgotten it.';

/** Another account knows nothing of the key and would take the mails once more. */
export const OTHER_ACCOUNT =
  'It was tried with another account (another API key, or another server) without a clear answer; this one cannot be asked about it.';

/**
 * Whether an answer can still be had: not when an unclear attempt was for another account.
 * @param account that of an attempt, '' where an earlier version has not kept it
 */
export function isAnotherAccount(
  { account, unclearSince }: { readonly account: string; readonly unclearSince: number | null },
  ours: string | undefined,
): boolean {
  return unclearSince !== null && account !== '' && ours !== undefined && account !== ours;
}

/** How long an answer is waited for, ms: less than the lease, so that no second process posts meanwhile. */
export function answerTimeoutMs(leaseMs: number): number {
  return Math.floor(leaseMs * 0.75);
}

/** 1, 2, 4 … 60 seconds. */
export function backoffMs(attempts: number): number {
  return Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.max(0, attempts - 1));
}

/** Between two tries of a single mail while the account itself is refused: 1, 2, 4 … 10 minutes. */
export function accountRetryMs(attempts: number): number {
  return Math.min(LONGEST_ACCOUNT_RETRY_MS, FIRST_ACCOUNT_RETRY_MS * 2 ** Math.max(0, attempts - 1));
}

/**
 * When a mail is tried again whose own reader the mail server wants to have later: after 5, 15, 30 minutes, 1, 2 and then
 * every 4 hours.
 * @param since the first such answer, epoch ms
 * @returns null after four days: it is given up
 */
export function deferredUntil(since: number, deferrals: number, now: number): number | null {
  if (now - since >= DEFERRED_FOR_MS) return null;
  const wait = DEFERRALS_MS[Math.min(Math.max(deferrals, 1), DEFERRALS_MS.length) - 1] as number;
  return now + wait;
}

/** The reason with which such a mail is rejected in the end. */
export function gaveUp(reason: string): string {
  return `Given up after four days of "later". ${reason}`;
}
