import type { Words } from '../words/words.ts';
import { oneLine } from './clean-text.ts';
import { BALLOT_THRESHOLD } from './community.ts';
import type { LastWeekContent } from './content.ts';
import { ballotsIn, type VoteCounts, voteOutcome } from './vote-outcome.ts';

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
export function lastWeekContent(vote: LastVote, publicUrl: string, words: Words): LastWeekContent {
  const named = { ...vote, a: oneLine(vote.a), b: oneLine(vote.b) };
  return {
    title: words.say('issue.versus', { a: named.a, b: named.b }),
    line: inPeople(named, words),
    url: `${publicUrl}/issues/${vote.week}`,
  };
}

/** "18 of 22 of you chose Suno; the panel leaned towards Udio." Only what the count allows: see voteOutcome. */
function inPeople(vote: LastVote, words: Words): string {
  const { counts } = vote;
  const outcome = voteOutcome(counts);
  if (outcome.kind === 'few' || outcome.kind === 'undecided')
    return words.say(`issue.vote.${outcome.kind}`, { least: BALLOT_THRESHOLD });
  const ballots = ballotsIn(counts);
  if (outcome.kind === 'same') {
    const { answer } = outcome;
    return words.say('issue.vote.same', { count: counts[answer], total: ballots, answer });
  }
  const { kind, side } = outcome;
  const total = counts.a + counts.b;
  // Where some chose both or neither, who took sides is counted.
  const some = total === ballots ? '' : '-of-some';
  const told = { count: counts[side], total, tool: vote[side] };
  return kind === 'close'
    ? words.say(`issue.vote.close${some}`, told)
    : words.say(`issue.vote.leads${some}`, { ...told, ...panelSlots(vote, side) });
}

function panelSlots({ panel, a, b }: LastVote, chosen: 'a' | 'b') {
  const leaned = panel === chosen ? 'agreed' : 'leaned';
  return { panel: panel === 'split' ? 'level' : leaned, other: chosen === 'a' ? b : a };
}
