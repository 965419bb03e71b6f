import { readToldDate } from '../../sheet/told-date.ts';
import type { SubscriberStatus } from '../subscriber.ts';
import { fold } from './field.ts';
import { BEYOND_DOUBT, LEAVES, type Leave } from './leaving-words.ts';

export type { Leave };

/** What a status word of a file counts as; '' where it says nothing and the command decides. */
export type Meaning = SubscriberStatus | '';

export const MEANINGS: readonly SubscriberStatus[] = ['confirmed', 'pending', 'unsubscribed', 'suppressed'];

const STRENGTH: Readonly<Record<Meaning, number>> = {
  '': 0,
  confirmed: 1,
  pending: 2,
  unsubscribed: 3,
  suppressed: 4,
};

/** Of two things that a row says, the one that sends less mail. */
export function stronger(a: Meaning, b: Meaning): Meaning {
  return STRENGTH[b] > STRENGTH[a] ? b : a;
}

export function isLeave(meaning: Meaning): meaning is Leave {
  return meaning === 'unsubscribed' || meaning === 'suppressed';
}

export function isMeaning(text: string): text is SubscriberStatus {
  return (MEANINGS as readonly string[]).includes(text);
}

/** Whether a cell, in whichever column, says beyond doubt that its reader has left. */
export function saysLeft(cell: string): boolean {
  return cell.length >= 4 && cell.length <= 20 && Object.hasOwn(BEYOND_DOUBT, fold(cell));
}

/** Whether it is any word by which somebody leaves in some service's files. */
export function mayMeanLeft(cell: string): boolean {
  return cell.length >= 4 && cell.length <= 20 && Object.hasOwn(LEAVES, fold(cell));
}

/** @returns the leave for which this word stands beyond doubt */
export function doubtless(word: string): Leave | null {
  return Object.hasOwn(BEYOND_DOUBT, word) ? (BEYOND_DOUBT[word] ?? null) : null;
}

const YES = 'true yes y t 1 on ja oui si sí sì sim wahr vrai verdadero vero'.split(' ');
const NO = 'false no n f 0 off nein non nee não nao falsch faux falso onwaar never'.split(' ');

/** The status words of one file: those of every service, of its own, then what was asked for. Yes and no are apart. */
export function meaningsOf(
  service: Readonly<Record<string, Meaning>>,
  asked: ReadonlyMap<string, Meaning>,
): ReadonlyMap<string, Meaning> {
  const own = MEANINGS.map(meaning => [meaning, meaning] as const);
  return new Map<string, Meaning>([...Object.entries(LEAVES), ...own, ...Object.entries(service), ...asked]);
}

const EITHER_OR = new Map<string, Meaning>([
  ...YES.map(word => [word, 'confirmed'] as const),
  ...NO.map(word => [word, 'unsubscribed'] as const),
]);

/** What a yes or a no says in a column that asks whether somebody reads; null for any other word. */
export function yesOrNo(word: string): Meaning | null {
  return EITHER_OR.get(word) ?? null;
}

/** The words that say, in whichever cell of a broken row they stand, that its reader has left. */
export function leavingWords(words: ReadonlyMap<string, Meaning>): ReadonlyMap<string, Leave> {
  return new Map(
    [...words].filter((entry): entry is [string, Leave] => isLeave(entry[1]) && !EITHER_OR.has(entry[0])),
  );
}

export function isEitherOr(word: string): boolean {
  return EITHER_OR.has(word);
}

const NOTHING =
  /^(?:|0|-|–|—|no|n|f|false|off|nein|non|nee|não|nao|falsch|faux|falso|onwaar|never|null|none|nil|nan|n\/a|\\n|0000-00-00.*|0001-01-01.*)$/i;

/** Whether a column that tells who has left says so of this row: a day, `true`, anything but a no. */
export function saysSo(cell: string): boolean {
  return !NOTHING.test(cell.trim());
}

/** Whether a column of which only the name is known says so: `unclear` where it is neither a yes or a day nor a no. */
export function saysClearly(cell: string): 'yes' | 'no' | 'unclear' {
  const text = cell.trim();
  if (!saysSo(text)) return 'no';
  return fold(text) === 'x' || YES.includes(fold(text)) || mayMeanLeft(text) || isDay(text)
    ? 'yes'
    : 'unclear';
}

/** Any day will do here, also one of which nobody can say whether it is in March or April. */
function isDay(text: string): boolean {
  return readToldDate(text) !== null || /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b/.test(text);
}
