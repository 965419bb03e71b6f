import type { Community } from '../issue/community.ts';
import { ballotsIn, type VoteCounts } from '../issue/vote-outcome.ts';
import { CHOICES, type Choice } from './ballot.ts';

export const NO_BALLOTS: VoteCounts = { a: 0, b: 0, both: 0, neither: 0 };

/** Adds up grouped ballots; a choice that occurs twice counts twice. */
export function tallyOf(groups: Iterable<{ readonly choice: Choice; readonly count: number }>): VoteCounts {
  const counts = { ...NO_BALLOTS };
  for (const { choice, count } of groups) counts[choice] += count;
  return counts;
}

/** One tool's share of a pairing's ballots, in the panel's unit: who would ship it, alone or as one of both. */
export function shareFor(counts: VoteCounts, side: 'a' | 'b'): Community {
  return { ballots: ballotsIn(counts), chosen: counts[side] + counts.both };
}

export function together(one: Community, other: Community): Community {
  return { ballots: one.ballots + other.ballots, chosen: one.chosen + other.chosen };
}

/** The same ballots with the two tools' places swapped. */
export function mirrored(counts: VoteCounts): VoteCounts {
  return { ...counts, a: counts.b, b: counts.a };
}

/** Each answer's share of all ballots in whole percent that add up to 100 (largest remainder); all 0 without any. */
export function percentages(counts: VoteCounts): VoteCounts {
  const ballots = ballotsIn(counts);
  if (ballots === 0) return NO_BALLOTS;
  const percent = { ...NO_BALLOTS };
  for (const choice of CHOICES) percent[choice] = Math.floor((counts[choice] * 100) / ballots);
  const missing = 100 - ballotsIn(percent);
  const remainder = (choice: Choice) => (counts[choice] * 100) % ballots;
  for (const choice of CHOICES.toSorted((one, other) => remainder(other) - remainder(one)).slice(
    0,
    missing,
  )) {
    percent[choice] += 1;
  }
  return percent;
}
