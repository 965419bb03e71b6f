import { HOUSE_WORDS } from '../src/words/words.ts';

/** `2026-11-26` as `26 Nov 2026`, in English: for the desk. Anything that is not an ISO date stays as it is. */
export function printedDate(isoDate: string): string {
  return HOUSE_WORDS.day(isoDate);
}
