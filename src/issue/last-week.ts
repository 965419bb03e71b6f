import { oneLine } from './clean-text.ts';
import { BALLOT_THRESHOLD } from './community.ts';
import type { LastWeekContent } from './content.ts';
import { isAgainstPanel, type VoteCounts, type VoteOutcome, voteOutcome } from './vote-outcome.ts';

/** How the vote on an earlier issue's leading pairing ended. */
export interface LastVote {
  /** That ISO week: not always the week before. */
  readonly week: string;
  /** The tools' names, left and right. */
  readonly a: string;
  readonly b: string;
  readonly counts: VoteCounts;
  /** Which side that issue said the panel leans to. */
  readonly panel: 'a' | 'b' | 'split';
}

/** @param publicUrl without a slash at its end */
export function lastWeekContent(vote: LastVote, publicUrl: string): LastWeekContent {
  const names = { a: oneLine(vote.a), b: oneLine(vote.b) };
  const outcome = voteOutcome(vote.counts);
  return {
    title: `${names.a} vs ${names.b}`,
    line: inWords(outcome, names),
    againstPanel: isAgainstPanel(outcome, vote.panel) ? 'You disagreed with the panel.' : '',
    url: `${publicUrl}/issues/${vote.week}`,
  };
}

function inWords(outcome: VoteOutcome, names: { readonly a: string; readonly b: string }): string {
  switch (outcome.kind) {
    case 'few':
      return `— fewer than ${BALLOT_THRESHOLD} votes.`;
    case 'same':
      return `You would ship ${outcome.answer}: ${outcome.share}.`;
    case 'undecided':
      return `— fewer than ${BALLOT_THRESHOLD} of you chose one over the other.`;
    case 'leads':
      return `You chose ${names[outcome.side]}: ${outcome.share}.`;
    case 'close':
      return `Too close to call: ${names[outcome.side]} ${outcome.share}.`;
  }
}
