import { HOUSE_VERDICTS, sayVerdicts, type VerdictWords } from '../words/verdict-words.ts';
import { oneLine } from './clean-text.ts';
import { BALLOT_THRESHOLD } from './community.ts';
import type { LastWeekContent } from './content.ts';
import { ballotsIn, type VoteCounts, voteOutcome } from './vote-outcome.ts';
import { fill } from './wording/fill.ts';
import { VOTE_WORDS } from './wording/vote-words.ts';

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
export function lastWeekContent(
  vote: LastVote,
  publicUrl: string,
  verdicts: VerdictWords = HOUSE_VERDICTS,
): LastWeekContent {
  const named = { ...vote, a: oneLine(vote.a), b: oneLine(vote.b) };
  return {
    title: `${named.a} vs ${named.b}`,
    line: inPeople(named, verdicts),
    url: `${publicUrl}/issues/${vote.week}`,
  };
}

/** "18 of 22 of you chose Suno; the panel leaned towards Udio." Only what the count allows: see voteOutcome. */
function inPeople(vote: LastVote, verdicts: VerdictWords): string {
  const { counts } = vote;
  const outcome = voteOutcome(counts);
  const least = String(BALLOT_THRESHOLD);
  if (outcome.kind === 'few' || outcome.kind === 'undecided')
    return fill(VOTE_WORDS[outcome.kind], { least });
  const ballots = ballotsIn(counts);
  if (outcome.kind === 'same') {
    const { answer } = outcome;
    return fill(sayVerdicts(VOTE_WORDS.same, verdicts), {
      count: String(counts[answer]),
      total: String(ballots),
      answer,
    });
  }
  const { kind, side } = outcome;
  const total = counts.a + counts.b;
  const words = VOTE_WORDS[total === ballots ? kind : (`${kind}OfSome` as const)];
  return fill(words, {
    count: String(counts[side]),
    total: String(total),
    tool: vote[side],
    panel: panelWords(vote, side),
  });
}

function panelWords({ panel, a, b }: LastVote, chosen: 'a' | 'b'): string {
  if (panel === 'split') return VOTE_WORDS.panelLevel;
  return panel === chosen
    ? VOTE_WORDS.panelAgreed
    : fill(VOTE_WORDS.panelLeaned, { other: chosen === 'a' ? b : a });
}
