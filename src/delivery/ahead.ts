/** Clocks of several machines, and of one before and after it is put right by a little, differ by no more, ms. */
export const CLOCKS_DIFFER_MS = 60_000;

/** No wait is longer, ms: a daily quota takes 25 hours. */
export const LONGEST_WAIT_MS = 26 * 3_600_000;

/** A first attempt of which nobody can tell when it was: longer ago than any provider remembers. */
export const UNKNOWN_SINCE = 0;

/**
 * Whether a clock that was ahead has written a time (epoch ms), or ours is behind now. Nothing that was written with it can
 * be believed: waits and leases of it are over, and of a first attempt nobody knows when it was.
 */
export function liesAhead(writtenAt: number, now: number): boolean {
  return writtenAt - CLOCKS_DIFFER_MS > now;
}

/**
 * Since when a batch or mail is unclear (epoch ms, null for not at all), as far as that can be believed.
 * @param touchedAt what the clock said when it was last written
 */
export function unclearSinceOf(unclearSince: number | null, touchedAt: number, now: number): number | null {
  if (unclearSince === null) return null;
  return liesAhead(Math.max(unclearSince, touchedAt), now) ? UNKNOWN_SINCE : unclearSince;
}
