import type { Catalogue } from '../catalogue/tool.ts';
import type { Dictionary } from '../words/dictionary.ts';
import type { VerdictWords } from '../words/verdict-words.ts';
import { Words } from '../words/words.ts';
import type { PastIssue, Pick } from './pairing.ts';
import { pick } from './pick.ts';
import type { PickInput } from './pick-input.ts';
import { NO_WISHES, type Wishes } from './wishes.ts';

/**
 * What a pick went by, but for the catalogue itself, and what came of it: kept with its issue, so that anybody can repeat
 * it from the catalogue's snapshot. What editors changed afterwards is not in it.
 */
export interface PickRecord {
  /** Of the snapshot, as `catalogueHash` makes it. */
  readonly catalogueHash: string;
  /** ISO week, `2026-W48`. */
  readonly week: string;
  /** ISO date. */
  readonly today: string;
  readonly seed: string;
  readonly count: number;
  readonly history: readonly PastIssue[];
  readonly wishes: Wishes;
  readonly words: WordsOfWhy;
  /** Of the program that picked: another may go by other rules. */
  readonly version: string;
  readonly result: Pick;
}

/** All that the words of a `why` come from. */
export interface WordsOfWhy {
  /** BCP 47. */
  readonly language: string;
  readonly verdicts: VerdictWords;
  /** The publication's own patterns, of those that a `why` is made of. */
  readonly own: Dictionary;
}

/** @param version of the program that picked */
export function recordOf(input: PickInput, result: Pick, version: string): PickRecord {
  const { catalogue, history, week, today, seed, count, wishes = NO_WISHES, words } = input;
  return {
    catalogueHash: catalogue.hash,
    week,
    today,
    seed,
    count,
    history: history.map(past => ({
      week: past.week,
      pairings: past.pairings.map(({ a, b, category }) => ({ a, b, category })),
    })),
    wishes,
    words: {
      language: words.language,
      verdicts: words.verdicts,
      own: Object.fromEntries(Object.entries(words.own).filter(([key]) => isOfWhy(key))),
    },
    version,
    result,
  };
}

/**
 * The pick anew, from what was written down of it.
 * @throws as `pick`: on a record that none can have left
 */
export function repeatPick(record: Omit<PickRecord, 'result' | 'version'>, catalogue: Catalogue): Pick {
  const { history, week, today, seed, count, wishes, words } = record;
  const { language, own, verdicts } = words;
  return pick({
    catalogue,
    history,
    week,
    today,
    seed,
    count,
    wishes,
    words: new Words(language, own, verdicts),
  });
}

/** As explain.ts asks for them. */
function isOfWhy(key: string): boolean {
  return key.startsWith('why.') || key === 'issue.tally-in-figures';
}
