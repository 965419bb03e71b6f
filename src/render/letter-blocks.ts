import type { Fact, LetterBlock, LetterLink } from '../../templates/letter-content.ts';
import { onTheClock } from '../issue/wall-time.ts';
import type { Words } from '../words/words.ts';

/** What a letter says, whoever it is to. */
export interface Said {
  readonly subject: string;
  readonly preheader: string;
  readonly aside: string;
  readonly headline: string;
  readonly blocks: readonly LetterBlock[];
  readonly footer: { readonly links: readonly LetterLink[]; readonly because: string };
}

export function text(words: string): LetterBlock {
  return { kind: 'text', text: words };
}

export function small(words: string): LetterBlock {
  return { kind: 'small', text: words };
}

/** @param spelled for a letter that has no other way to where the button leads */
export function action(label: string, url: string, spelled?: Words): LetterBlock {
  return { kind: 'action', link: { label, url }, spelled: spelled ? aroundAddress(spelled) : null };
}

export function facts(caption: string, rows: readonly Fact[]): LetterBlock[] {
  if (rows.length === 0) return [];
  const numeric = rows.every(({ value }) => /^[\d.,%–—-]+$/.test(value));
  return [{ kind: 'facts', caption, rows, numeric }];
}

/** `26 Nov 2026 at 10:04 (UTC)` @param instant epoch ms */
export function instantWords(instant: number, zone: string, words: Words): string {
  const { date, time } = onTheClock(instant, zone);
  return words.say('common.instant', { day: words.day(date), clock: time, zone });
}

function aroundAddress(words: Words): { readonly before: string; readonly after: string } {
  const parts = words.parts('letters.open-address', { address: {} });
  const at = parts.findIndex(part => typeof part !== 'string');
  return { before: parts.slice(0, at).join(''), after: parts.slice(at + 1).join('') };
}
