import { oneLine } from './clean-text.ts';
import { BALLOT_THRESHOLD, shareOf } from './community.ts';
import type { LastWeekContent } from './content.ts';
import { wilson } from './wilson.ts';

/** How the vote on the previous sent issue's leading pairing ended. */
export interface LastVote {
  /** That ISO week: not always the week before. */
  readonly week: string;
  /** The tools' names, left and right. */
  readonly a: string;
  readonly b: string;
  readonly counts: Readonly<Record<'a' | 'b' | 'both' | 'neither', number>>;
  /** Which side that issue said the panel leans to. */
  readonly panel: 'a' | 'b' | 'split';
}

/** @param publicUrl without a slash at its end */
export function lastWeekContent(vote: LastVote, publicUrl: string): LastWeekContent {
  const names = { a: oneLine(vote.a), b: oneLine(vote.b) };
  const outcome = readOutcome(vote.counts, names);
  const against = outcome.chosen !== null && vote.panel !== 'split' && outcome.chosen !== vote.panel;
  return {
    title: `${names.a} vs ${names.b}`,
    line: outcome.line,
    againstPanel: against ? 'You disagreed with the panel.' : '',
    url: `${publicUrl}/issues/${vote.week}`,
  };
}

interface Outcome {
  readonly line: string;
  /** Only when the interval leaves no doubt. */
  readonly chosen: 'a' | 'b' | null;
}

function readOutcome(counts: LastVote['counts'], names: { readonly a: string; readonly b: string }): Outcome {
  const ballots = counts.a + counts.b + counts.both + counts.neither;
  if (ballots < BALLOT_THRESHOLD) {
    return { line: `— fewer than ${BALLOT_THRESHOLD} votes.`, chosen: null };
  }
  for (const answer of ['both', 'neither'] as const) {
    if (counts[answer] * 2 > ballots) {
      return { line: `You would ship ${answer}: ${shareOf(counts[answer], ballots)}.`, chosen: null };
    }
  }
  const decided = counts.a + counts.b;
  if (decided < BALLOT_THRESHOLD) {
    return { line: `— fewer than ${BALLOT_THRESHOLD} of you chose one over the other.`, chosen: null };
  }
  const ahead = counts.b > counts.a ? 'b' : 'a';
  const share = shareOf(counts[ahead], decided);
  return wilson(counts[ahead], decided).low > 0.5
    ? { line: `You chose ${names[ahead]}: ${share}.`, chosen: ahead }
    : { line: `Too close to call: ${names[ahead]} ${share}.`, chosen: null };
}
