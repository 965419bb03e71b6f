import type { SubscriberStatus } from '../subscriber.ts';
import { fold } from './field.ts';

/** What a status word of a file counts as; '' where it says nothing and the command decides. */
export type Meaning = SubscriberStatus | '';

export type Leave = 'unsubscribed' | 'suppressed';

export const MEANINGS: readonly SubscriberStatus[] = ['confirmed', 'pending', 'unsubscribed', 'suppressed'];

/**
 * Words by which somebody has left, or must get no mail, whichever service wrote them. A file read as the wrong service's
 * must not bring anybody back, so they count in all.
 */
const LEAVES: Readonly<Record<string, Leave>> = {
  unsubscribed: 'unsubscribed',
  unsubscribe: 'unsubscribed',
  'opted out': 'unsubscribed',
  'opt out': 'unsubscribed',
  cancelled: 'unsubscribed',
  canceled: 'unsubscribed',
  removed: 'unsubscribed',
  deleted: 'unsubscribed',
  archived: 'unsubscribed',
  inactive: 'unsubscribed',
  disabled: 'unsubscribed',
  'non subscribed': 'unsubscribed',
  nonsubscribed: 'unsubscribed',
  suppressed: 'suppressed',
  cleaned: 'suppressed',
  bounced: 'suppressed',
  'hard bounced': 'suppressed',
  complained: 'suppressed',
  complaint: 'suppressed',
  spam: 'suppressed',
  blocklisted: 'suppressed',
  blacklisted: 'suppressed',
  blocked: 'suppressed',
  undeliverable: 'suppressed',
  invalid: 'suppressed',
};

/** These words leave no doubt: no mapping may make a reader of whom they stand for. */
const BEYOND_DOUBT = new Set([
  'unsubscribed',
  'suppressed',
  'opted out',
  'complained',
  'cleaned',
  'blocklisted',
]);

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
  return cell.length >= 7 && cell.length <= 20 && BEYOND_DOUBT.has(fold(cell));
}

/** Whether it is any word by which somebody leaves in some service's files. */
export function mayMeanLeft(cell: string): boolean {
  return cell.length >= 4 && cell.length <= 20 && Object.hasOwn(LEAVES, fold(cell));
}

/** @returns the leave for which this word stands beyond doubt */
export function doubtless(word: string): Leave | null {
  return BEYOND_DOUBT.has(word) ? (LEAVES[word] ?? null) : null;
}

/** The status words of one file: those of its service, then what was asked for. */
export function meaningsOf(
  service: Readonly<Record<string, Meaning>>,
  asked: ReadonlyMap<string, Meaning>,
): ReadonlyMap<string, Meaning> {
  const own = MEANINGS.map(meaning => [meaning, meaning] as const);
  return new Map<string, Meaning>([...Object.entries(LEAVES), ...own, ...Object.entries(service), ...asked]);
}

const EITHER_OR = new Set(['true', 'false', 'yes', 'no', '1', '0', 't', 'f', 'y', 'n']);

/** The words that say, in whichever cell of a broken row they stand, that its reader has left. */
export function leavingWords(words: ReadonlyMap<string, Meaning>): ReadonlyMap<string, Leave> {
  return new Map(
    [...words].filter((entry): entry is [string, Leave] => isLeave(entry[1]) && !EITHER_OR.has(entry[0])),
  );
}

export function isEitherOr(word: string): boolean {
  return EITHER_OR.has(word);
}

const NOTHING = /^(?:|0|-|–|—|no|n|f|false|null|none|nil|nan|n\/a|\\n|0000-00-00.*|0001-01-01.*)$/i;

/** Whether a column that tells who has left says so of this row: a day, `true`, anything but a no. */
export function saysSo(cell: string): boolean {
  return !NOTHING.test(cell.trim());
}
