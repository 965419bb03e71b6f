import { FIELDS, fold } from './field.ts';
import { soundsOfLeaving } from './leaving-columns.ts';
import type { Meaning } from './meaning.ts';
import type { CountedWord, Understanding, UnderstoodColumn } from './understanding.ts';

/** What becomes of a row with a certain status, as far as the status decides. */
export function meaningWords(meaning: Meaning | null, consented: boolean): string {
  if (meaning === null) return 'unknown: these rows are refused';
  if (meaning === '' || meaning === 'confirmed') return consented ? 'confirmed' : 'asked to confirm by mail';
  return meaning === 'pending' && consented ? 'pending, and not asked' : MEANING_WORDS[meaning];
}

const MEANING_WORDS = {
  pending: 'asked to confirm by mail',
  unsubscribed: 'unsubscribed',
  suppressed: 'suppressed: never gets a mail',
};

export function statusWord({ word }: CountedWord): string {
  return word === '' ? '(empty)' : word;
}

/** What a column is read as; of one that is left out, why. */
export function columnWords({ field, by }: UnderstoodColumn): string {
  if (field !== null) return FIELDS[field];
  if (by === 'second') return 'left out: another column tells the same';
  return by === 'asked' ? 'left out, as you said' : 'left out: unknown';
}

/** What else is to be known of how the file was read, a sentence each. */
export function understandingNotes({ columns, everyone, furtherWords }: Understanding): string[] {
  return [
    ...(everyone === null ? [] : [EVERYONE[everyone]]),
    ...columns.filter(({ says }) => says > 0).map(saysWords),
    ...columns.flatMap(({ name, unread }) =>
      unread === null
        ? []
        : [
            `“${name}” was left empty in ${rowsOf(unread.rows)}, the first at line ${unread.line} (${unread.found}): ${unread.reason}. The rows themselves count.`,
          ],
    ),
    ...columns
      .filter(leftOutLeaving)
      .map(
        ({ name }) =>
          `“${name}” is left out, though its name speaks of leaving: say what it is if it tells who left.`,
      ),
    ...(furtherWords === 0 ? [] : [`${rowsOf(furtherWords)} with still other status words.`]),
  ];
}

function leftOutLeaving({ name, by, says, example }: UnderstoodColumn): boolean {
  return by === 'unknown' && says === 0 && example !== '' && soundsOfLeaving(fold(name));
}

const EVERYONE = {
  pending: 'Nobody in this file becomes a reader before they have confirmed.',
  unsubscribed: 'Everybody in this file has left: all become unsubscribed, or stay so.',
  suppressed: 'Nobody in this file may get a mail: all are suppressed.',
};

function saysWords({ name, field, says }: UnderstoodColumn): string {
  const what = field === 'suppressed' ? 'must get no mail' : 'has left';
  return `“${name}” says of ${rowsOf(says)} that the reader ${what}.`;
}

function rowsOf(rows: number): string {
  return `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
}
