import { BALLOT_THRESHOLD } from '../issue/community.ts';
import type { VoteCounts } from '../issue/vote-outcome.ts';
import { wilson } from '../issue/wilson.ts';
import type { Choice } from './ballot.ts';

/** Ballots that were first cast in one slice of time, by what they say now. */
export interface BallotSlice {
  /** When the slice ends, epoch ms. */
  readonly at: number;
  readonly choice: Choice;
  readonly count: number;
}

/** How many of those who chose one tool had chosen this one by then, with the 95% interval. */
export interface CoursePoint {
  readonly at: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly chose: number;
  /** Who had chosen one of the two. */
  readonly decided: number;
}

/** How a vote went over time, from the moment on at which enough had chosen one tool for it to say anything. */
export interface VoteCourse {
  readonly side: 'a' | 'b';
  readonly points: readonly CoursePoint[];
}

/**
 * Adds ballots up in the order of time.
 * @param counts as they stand now: whoever is ahead is the side that is told of, as in the outcome of the vote
 */
export function courseOf(slices: readonly BallotSlice[], counts: VoteCounts): VoteCourse {
  const side = counts.b > counts.a ? 'b' : 'a';
  const sums = { a: 0, b: 0 };
  const points: CoursePoint[] = [];
  const times = Map.groupBy(
    slices.toSorted((one, other) => one.at - other.at),
    ({ at }) => at,
  );
  for (const [at, group] of times) {
    for (const { choice, count } of group) if (choice === 'a' || choice === 'b') sums[choice] += count;
    const decided = sums.a + sums.b;
    if (decided < BALLOT_THRESHOLD || decided === points.at(-1)?.decided) continue;
    const chose = sums[side];
    points.push({ at, share: chose / decided, chose, decided, ...wilson(chose, decided) });
  }
  return { side, points };
}

/** Since when the side has been ahead beyond doubt, without a break; null where it is not. */
export function clearSince({ points }: VoteCourse): number | null {
  let since: number | null = null;
  for (const { at, low } of points) since = low > 0.5 ? (since ?? at) : null;
  return since;
}
