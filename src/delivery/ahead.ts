/** Clocks of several machines, and of one before and after it is put right by a little, differ by no more, ms. */
export const CLOCKS_DIFFER_MS = 60_000;

/** No wait is longer, ms: a daily quota takes 25 hours. */
export const LONGEST_WAIT_MS = 26 * 3_600_000;

/**
 * Whether a clock that was ahead has written a time (epoch ms), or ours is behind now. Nothing that was written with it can
 * be believed: waits and leases of it are over, and of a first attempt nobody knows when it was.
 */
export function liesAhead(writtenAt: number, now: number): boolean {
  return writtenAt - CLOCKS_DIFFER_MS > now;
}
