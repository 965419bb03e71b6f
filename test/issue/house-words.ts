import type { OutcomeKind } from '../../src/issue/outcome-kind.ts';
import { fillPattern } from '../../src/words/pattern.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';

const OUTCOMES = [
  'leads',
  'passes',
  'mixed',
  'least',
  'both',
  'neither',
  'close',
  'open',
  'unjudged',
] as const satisfies readonly OutcomeKind[];

/** Every wording of a sentence, by how the pairing ended, as the sample says it. */
export const OUTCOME_WORDS = Object.fromEntries(
  OUTCOMES.map(kind => [kind, HOUSE_WORDS.patterns(`issue.outcome.${kind}`)]),
) as Record<OutcomeKind, readonly string[]>;

export const SUBJECT_WORDS = Object.fromEntries(
  OUTCOMES.map(kind => [kind, HOUSE_WORDS.patterns(`issue.subject.${kind}`)]),
) as Record<OutcomeKind, readonly string[]>;

export const REASON_WORDS = {
  ship: HOUSE_WORDS.patterns('issue.reason.ship'),
  skip: HOUSE_WORDS.patterns('issue.reason.skip'),
};

/** A pattern with its words, in English. */
export function fill(pattern: string, slots: Readonly<Record<string, string>>): string {
  return fillPattern(pattern, 'en', slots);
}
