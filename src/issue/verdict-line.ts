import { oneLine } from './clean-text.ts';
import { type Judged, type Outcome, outcomeOf } from './outcome.ts';
import { cutTo, firstWithin } from './word-limit.ts';
import { fill } from './wording/fill.ts';
import { OUTCOME_WORDS } from './wording/outcome-words.ts';
import type { WordChoice } from './wording/word-choice.ts';

export const VERDICT_WORDS = 45;
const CUT_NAME = 30;

/** How a pairing ended, in at most 45 words: the outcome first, both names in it. */
export function verdictLine(pairing: Judged, choice: WordChoice): string {
  const { kind, slots }: Outcome = outcomeOf(pairing);
  const pattern = choice.take(OUTCOME_WORDS[kind]);
  const short = outcomeOf({ ...pairing, a: withShortName(pairing.a), b: withShortName(pairing.b) });
  return firstWithin(VERDICT_WORDS, [fill(pattern, slots), fill(pattern, short.slots)].map(oneLine));
}

function withShortName(tool: Judged['a']): Judged['a'] {
  return { ...tool, name: cutTo(tool.name, CUT_NAME) };
}
