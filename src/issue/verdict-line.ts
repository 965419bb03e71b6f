import { oneLine } from './clean-text.ts';
import { type Judged, type Outcome, outcomeOf } from './outcome.ts';
import type { WordChoice } from './word-choice.ts';
import { cutTo, firstWithin } from './word-limit.ts';

export const VERDICT_WORDS = 45;
const CUT_NAME = 30;

/** How a pairing ended, in at most 45 words: the outcome first, both names in it. */
export function verdictLine(pairing: Judged, choice: WordChoice): string {
  const { words } = choice;
  const { kind, slots }: Outcome = outcomeOf(pairing, words);
  const pattern = choice.take(words.patterns(`issue.outcome.${kind}`));
  const short = outcomeOf({ ...pairing, a: withShortName(pairing.a), b: withShortName(pairing.b) }, words);
  const lines = [words.fill(pattern, slots), words.fill(pattern, short.slots)];
  return firstWithin(VERDICT_WORDS, lines.map(oneLine));
}

function withShortName(tool: Judged['a']): Judged['a'] {
  return { ...tool, name: cutTo(tool.name, CUT_NAME) };
}
