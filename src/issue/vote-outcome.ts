import { BALLOT_THRESHOLD } from './community.ts';
import { wilson } from './wilson.ts';

/** Ballots on one pairing, by what they say. */
export type VoteCounts = Readonly<Record<'a' | 'b' | 'both' | 'neither', number>>;

/** How many of how many. */
export interface Share {
  readonly part: number;
  readonly total: number;
}

/** What may honestly be said about a vote. */
export type VoteOutcome =
  /** Fewer ballots than say anything. */
  | { readonly kind: 'few' }
  /** More than half gave one answer to both tools. */
  | { readonly kind: 'same'; readonly answer: 'both' | 'neither'; readonly share: Share }
  /** Enough ballots, but too few that chose one tool over the other. */
  | { readonly kind: 'undecided' }
  /** `leads` only where the interval of those who chose one leaves no doubt. */
  | { readonly kind: 'leads' | 'close'; readonly side: 'a' | 'b'; readonly share: Share };

export function ballotsIn(counts: VoteCounts): number {
  return counts.a + counts.b + counts.both + counts.neither;
}

export function voteOutcome(counts: VoteCounts): VoteOutcome {
  const ballots = ballotsIn(counts);
  if (ballots < BALLOT_THRESHOLD) return { kind: 'few' };
  for (const answer of ['both', 'neither'] as const) {
    if (counts[answer] * 2 > ballots)
      return { kind: 'same', answer, share: { part: counts[answer], total: ballots } };
  }
  const decided = counts.a + counts.b;
  if (decided < BALLOT_THRESHOLD) return { kind: 'undecided' };
  const side = counts.b > counts.a ? 'b' : 'a';
  const leads = wilson(counts[side], decided).low > 0.5;
  return { kind: leads ? 'leads' : 'close', side, share: { part: counts[side], total: decided } };
}

/** True when the readers clearly chose the tool that the panel did not lean to. */
export function isAgainstPanel(outcome: VoteOutcome, panel: 'a' | 'b' | 'split'): boolean {
  return outcome.kind === 'leads' && panel !== 'split' && outcome.side !== panel;
}
