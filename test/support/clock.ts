/** A clock that stands still until a test moves it; every time is epoch milliseconds. */
export interface FixedClock {
  now(): number;
  set(instant: string): void;
  advance(milliseconds: number): void;
}

/** The machine's own, for what waits in real time: leases, and processes beside the test. */
export const runningClock: FixedClock = {
  now: () => Date.now(),
  set: () => undefined,
  advance: () => undefined,
};

/** @param instant ISO 8601 with a zone, e.g. `2026-11-26T09:00:00Z` */
export function fixedClock(instant: string): FixedClock {
  let time = at(instant);
  return {
    now: () => time,
    set: next => {
      time = at(next);
    },
    advance: milliseconds => {
      time += milliseconds;
    },
  };
}

/** Epoch milliseconds of an ISO 8601 instant. @throws when it is not one */
export function at(instant: string): number {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) throw new Error(`Expected an ISO 8601 instant, got "${instant}".`);
  return time;
}
