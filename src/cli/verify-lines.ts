import type { Checked } from '../open-data/check-document.ts';
import type { Mismatch } from '../open-data/mismatch.ts';

const SIGNS = { holds: 'ok', wrong: 'WRONG', open: '?' } as const;
const WIDEST = 'shares and tallies'.length;
/** What follows from one changed value may be very many. */
const MOST_SHOWN = 20;
const LONGEST = 160;

/** What was looked at, line by line. */
export function verifyLines(name: string, { lines, mismatches }: Checked): string[] {
  const looked = lines.map(
    ({ kind, what, words }) => `  ${SIGNS[kind].padEnd(5)}  ${what.padEnd(WIDEST)}  ${words}`,
  );
  const isOpen = lines.some(({ kind }) => kind === 'open');
  const end = isOpen ? 'All that can be checked here holds.' : 'Everything holds.';
  return [name, ...looked, ...(mismatches.length === 0 ? [end] : [])];
}

/** Each value that is not what it must be, by its path. */
export function mismatchLines({ mismatches }: Checked): string[] {
  const shown = mismatches.slice(0, MOST_SHOWN).flatMap(mismatch => [mismatch.path, ...about(mismatch)]);
  const more = mismatches.length - MOST_SHOWN;
  return more > 0 ? [...shown, `and ${more} more`] : shown;
}

function about({ published, recomputed, why }: Mismatch): string[] {
  const told = recomputed === undefined ? 'nothing else says what it was' : inShort(recomputed);
  return [`  published   ${inShort(published)}`, `  recomputed  ${told}`, `  ${why}`];
}

function inShort(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
