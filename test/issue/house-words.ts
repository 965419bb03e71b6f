import { HOUSE_VERDICTS, sayVerdicts } from '../../src/words/verdict-words.ts';

/** Patterns as the sample says them, with "ship" and "skip" for the panel's verdicts. */
export function inHouseWords(patterns: readonly string[]): string[] {
  return patterns.map(pattern => sayVerdicts(pattern, HOUSE_VERDICTS));
}
