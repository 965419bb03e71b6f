/** What was settled within one second. */
export interface SettledSecond {
  /** Whole seconds since the epoch. */
  readonly second: number;
  readonly members: number;
}

/** How an issue has gone lately, and what is left of it. */
export interface Pace {
  /** The seconds in which anything was settled, oldest first; those of this run alone, at most the last minute. */
  readonly settled: readonly SettledSecond[];
  /** Members not settled, and the batches they are in. */
  readonly pending: number;
  readonly batches: number;
  /** Between two requests by the mail API's limit, ms; 0 for no limit. */
  readonly gapMs: number;
  /** Epoch ms. */
  readonly now: number;
}

/** A rate is told once it was watched for so long, ms. */
const WATCHED_MS = 3_000;
/** A rate that has fallen shows in these last ms sooner than in the whole minute. */
const LATELY_MS = 15_000;

/** Members a second; null before that can be told. */
export function rateOf({ settled, now }: Pick<Pace, 'settled' | 'now'>): number | null {
  const [first, ...later] = settled;
  // What came with the first second was under way before it: nobody knows for how long.
  return first === undefined ? null : rateSince(later, first.second * 1_000, now);
}

/**
 * Seconds until everybody is settled, rather too many than too few: by the slowest of the rates of the last minute and of
 * late, and never sooner than the limit lets the batches through. Null before that can be told.
 */
export function timeLeft(pace: Pace): number | null {
  const { settled, pending, batches, gapMs, now } = pace;
  const whole = slowestRate(pace);
  if (whole === null || whole === 0) return null;
  const begin = (settled[0]?.second ?? 0) * 1_000;
  const lately = now - LATELY_MS > begin ? rateSince(settled, now - LATELY_MS, now) : whole;
  // Nothing of late is a wait, of which nobody knows the end.
  if (lately === null || lately === 0) return null;
  return Math.ceil(Math.max(pending / Math.min(whole, lately), (batches * gapMs) / 1_000));
}

/**
 * Answers come in bursts, as many as are under way at once. Counted from the middle of a burst there is more of it than the
 * time accounts for, so the count begins wherever in its first three quarters that gives the least.
 */
function slowestRate({ settled, now }: Pick<Pace, 'settled' | 'now'>): number | null {
  const begin = (settled[0]?.second ?? 0) * 1_000;
  if (settled.length === 0 || now - begin < WATCHED_MS) return null;
  const rates = settled
    .filter(({ second }) => second * 1_000 - begin <= ((now - begin) * 3) / 4)
    .map(({ second }, index) => membersOf(settled.slice(index + 1)) / (now / 1_000 - second));
  return Math.min(...rates);
}

function rateSince(settled: readonly SettledSecond[], from: number, now: number): number | null {
  if (now - from < WATCHED_MS) return null;
  const members = membersOf(settled.filter(({ second }) => second * 1_000 >= from));
  return (members * 1_000) / (now - from);
}

function membersOf(settled: readonly SettledSecond[]): number {
  return settled.reduce((sum, { members }) => sum + members, 0);
}
