const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Before the second, third … try of one event; the last one again and again. */
const WAITS_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
];

/** No event waits longer for its next try, ms. */
export const LONGEST_RETRY_MS = 12 * HOUR_MS;

/**
 * How long an event waits after a try without a yes.
 * @param tries so far, 1 and up
 * @param askedMs what the endpoint asked for (Retry-After); 0 for nothing
 */
export function waitAfter(tries: number, askedMs: number): number {
  const own = WAITS_MS[Math.min(tries, WAITS_MS.length) - 1] ?? 0;
  return Math.min(Math.max(own, askedMs), LONGEST_RETRY_MS);
}

/** So many subjects without a yes, and nothing else that got one: it is the endpoint, and not what it was told. */
const DOWN_AT = 3;
/** Between two looks whether an endpoint that is down is up again, ms. What is new then waits no longer. */
const LONGEST_DOWN_MS = 10 * MINUTE_MS;

/** @param failures tries in a row without a yes @param failing subjects whose event has been tried for nothing */
export function isDown({
  failures,
  failing,
}: {
  readonly failures: number;
  readonly failing: number;
}): boolean {
  return failures >= DOWN_AT && failing >= DOWN_AT;
}

/** How long an endpoint that is down is left alone. @param failures tries in a row without a yes */
export function waitWhileDown(failures: number): number {
  return Math.min(waitAfter(Math.max(1, failures - DOWN_AT + 1), 0), LONGEST_DOWN_MS);
}

/** An event without a yes for so long ends its endpoint, ms… */
const GIVE_UP_MS = 3 * DAY_MS;
/** …if it was really tried in that time: a program that stood still for days has tried nothing. */
const GIVE_UP_TRIES = 8;

/** @param firstTriedAt epoch ms, as `now` */
export function isHopeless(
  { tries, firstTriedAt }: { readonly tries: number; readonly firstTriedAt: number },
  now: number,
): boolean {
  return tries >= GIVE_UP_TRIES && now - firstTriedAt >= GIVE_UP_MS;
}
