import { BALLOT_THRESHOLD, shareFigures } from '../issue/community.ts';
import { ballotsIn, type VoteCounts, voteOutcome } from '../issue/vote-outcome.ts';
import { percentages, shareFor } from '../vote/tally.ts';

/**
 * What readers said of one pairing. `open` while they are voting and `few` below twenty ballots: then no number is told,
 * here as on every page.
 */
export interface ReadersData {
  readonly state: 'open' | 'few' | 'told';
  /** When the vote closes, or closed, ISO 8601. */
  readonly closesAt: string;
  readonly tally: TallyData | null;
}

/** All of it follows from `counts`. */
export interface TallyData {
  readonly ballots: number;
  /** By answer. */
  readonly counts: VoteCounts;
  /** The same in whole percent that add up to 100. */
  readonly percent: VoteCounts;
  /** Who would ship this tool, alone or as one of both. */
  readonly a: ShareData;
  readonly b: ShareData;
  /** What may honestly be said of it. */
  readonly outcome: OutcomeData;
}

/** How many of how many, in whole percent, with its 95% interval (Wilson), which always holds the share. */
export interface ShareData {
  readonly part: number;
  readonly total: number;
  readonly percent: number;
  readonly from: number;
  readonly to: number;
}

export interface OutcomeData {
  readonly kind: 'leads' | 'close' | 'same' | 'undecided';
  /** Which tool, or which answer to both; null where it is undecided. */
  readonly answer: 'a' | 'b' | 'both' | 'neither' | null;
  /** Of those who chose one of the two; of all ballots where both tools got one answer. */
  readonly share: ShareData | null;
}

/** @param vote.closesAt epoch ms */
export function readersData(vote: {
  readonly counts: VoteCounts;
  readonly closesAt: number;
  readonly isClosed: boolean;
}): ReadersData {
  const closesAt = new Date(vote.closesAt).toISOString();
  if (!vote.isClosed) return { state: 'open', closesAt, tally: null };
  if (ballotsIn(vote.counts) < BALLOT_THRESHOLD) return { state: 'few', closesAt, tally: null };
  return { state: 'told', closesAt, tally: tallyData(vote.counts) };
}

/** Everything that follows from the counts of a vote. */
export function tallyData({ a, b, both, neither }: VoteCounts): TallyData {
  const counts = { a, b, both, neither };
  return {
    ballots: ballotsIn(counts),
    counts,
    percent: percentages(counts),
    a: shareData(shareFor(counts, 'a').chosen, ballotsIn(counts)),
    b: shareData(shareFor(counts, 'b').chosen, ballotsIn(counts)),
    outcome: outcomeData(counts),
  };
}

function outcomeData(counts: VoteCounts): OutcomeData {
  const outcome = voteOutcome(counts);
  switch (outcome.kind) {
    case 'few':
    case 'undecided':
      return { kind: 'undecided', answer: null, share: null };
    case 'same':
      return {
        kind: 'same',
        answer: outcome.answer,
        share: shareData(outcome.share.part, outcome.share.total),
      };
    case 'leads':
    case 'close':
      return {
        kind: outcome.kind,
        answer: outcome.side,
        share: shareData(outcome.share.part, outcome.share.total),
      };
  }
}

function shareData(part: number, total: number): ShareData {
  const { percent, from, to } = shareFigures(part, total);
  return { part, total, percent, from, to };
}
