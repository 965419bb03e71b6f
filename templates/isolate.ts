import type { Words } from '../src/words/words.ts';

export interface Segment {
  readonly text: string;
  /** `name`: its writing direction must not turn the words around it. `figures`: must not be broken over two lines. */
  readonly kind: 'words' | 'name' | 'figures';
}

const letter =
  '[\\p{Script=Hebrew}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}\\p{Script=Adlam}]';
const rightToLeft = new RegExp(letter, 'u');
/** Right-to-left words in a row: a name that a sentence has cut short, or that nobody told us of. */
const rightToLeftWords = new RegExp(`(${letter}(?:[\\s'’-]?${letter}|\\p{Mark})*)`, 'u');

export function isRightToLeft(text: string): boolean {
  return rightToLeft.test(text);
}

const leftToRight = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;

/** Whether a name in words of this direction would turn what stands around it. */
export function runsAgainst(name: string, direction: Words['direction']): boolean {
  return direction === 'ltr' ? isRightToLeft(name) : leftToRight.test(name);
}

/**
 * Cuts a sentence where a browser would treat it badly: at names that run against it (without isolation "NAME, 4–0" is shown
 * as "0–4 ,NAME") and at tallies. The segments joined are the sentence.
 * @param words that it is in: how they tell tallies and prices
 */
export function isolate(sentence: string, names: readonly string[], words: Words): Segment[] {
  return isolateNames(sentence, names, words.direction).flatMap(segment =>
    segment.kind === 'words' ? atPattern(segment.text, figuresOf(words), 'figures') : [segment],
  );
}

/** The same at names that run against the sentence alone, which is all that plain text needs. */
export function isolateNames(
  sentence: string,
  names: readonly string[],
  direction: Words['direction'],
): Segment[] {
  let segments: Segment[] = [{ text: sentence, kind: 'words' }];
  const cut = (cutter: (text: string) => Segment[]) => {
    segments = segments.flatMap(segment => (segment.kind === 'words' ? cutter(segment.text) : [segment]));
  };
  for (const name of names.filter(one => runsAgainst(one, direction))) cut(text => atName(text, name));
  // Where all is written from right to left, such words are the sentence.
  if (direction === 'ltr') cut(text => atPattern(text, rightToLeftWords, 'name'));
  return segments;
}

function atName(text: string, name: string): Segment[] {
  return text
    .split(name)
    .flatMap((rest, index): Segment[] => [
      ...(index === 0 ? [] : [{ text: name, kind: 'name' as const }]),
      { text: rest, kind: 'words' },
    ])
    .filter(segment => segment.text !== '');
}

/** Every second part of a text split at a pattern in brackets is what the pattern found. */
function atPattern(text: string, pattern: RegExp, kind: Segment['kind']): Segment[] {
  return text
    .split(pattern)
    .map((part, index): Segment => ({ text: part, kind: index % 2 === 1 ? kind : 'words' }))
    .filter(segment => segment.text !== '');
}

const known = new WeakMap<Words, RegExp>();

/**
 * `(53–68%)`, `3 to 1 each.`, `4–0 against 3–1.`: a browser would break the dash, and leave the last tally alone on a
 * line. Not over a comma, where a line may end. `$9.99/mo`: browsers break after the slash.
 */
function figuresOf(words: Words): RegExp {
  const figures =
    known.get(words) ?? new RegExp(`(${[RANGES, tallies(words), ...prices(words)].join('|')})`, 'u');
  known.set(words, figures);
  return figures;
}

const RANGES = String.raw`\S*\d–\d[^\s,]*(?: \S+ \S*\d–\d\S*)?`;
/** Stands for a figure while a pattern of ours becomes one that finds what it fills: of Unicode's private use. */
const FIGURE = '\uE001';

function tallies(words: Words): string {
  const tally = escaped(words.say('issue.tally', { ships: FIGURE, skips: FIGURE })).replaceAll(
    FIGURE,
    '\\d+',
  );
  const [before = '', after = ''] = words
    .say('issue.tallies.same', { tally: FIGURE })
    .split(FIGURE)
    .map(part => (part === '' ? '' : `(?:${escaped(part)})?`));
  return `${before}${tally}${after}[^\\s,]*`;
}

/** What an amount is for, where a slash joins the two: `$9.99/mo`, `20 €/Monat`. */
function prices(words: Words): string[] {
  const tails = (['prices.per.seat_month', 'prices.per.month'] as const)
    .map(key => words.say(key, { amount: FIGURE }).split(FIGURE)[1] ?? '')
    .filter(tail => tail.startsWith('/'))
    .map(escaped);
  const amount = String.raw`[^\s/]*\d[\u00a0\u202f]?\p{Sc}?`;
  return tails.length === 0 ? [] : [String.raw`${amount}(?:${tails.join('|')})\b[^\s,]*`];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
