const WEEK_MS = 7 * 86_400_000;

/** Longest pause that can be asked for. */
export const MOST_PAUSE_WEEKS = 52;

/** A pause as the reader's form knows it. */
export interface Pause {
  /** Epoch ms; null when none runs. */
  readonly pausedUntil: number | null;
  /** The weeks left of it, rounded up; 0 when none runs. */
  readonly pauseWeeks: number;
}

/** What is left of a pause. @param until as stored, also one that is over; null for none */
export function pauseAt(until: number | null, now: number): Pause {
  if (until === null || until <= now) return { pausedUntil: null, pauseWeeks: 0 };
  return { pausedUntil: until, pauseWeeks: Math.ceil((until - now) / WEEK_MS) };
}

/** When a pause of so many weeks ends that is chosen now: one that runs goes on as it is. Null for no pause. */
export function pauseEnd(present: Pause, weeks: number, now: number): number | null {
  if (weeks === present.pauseWeeks) return present.pausedUntil;
  return weeks === 0 ? null : now + weeks * WEEK_MS;
}
