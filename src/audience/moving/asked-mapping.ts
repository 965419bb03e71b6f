import { FIELDS, type Field, fold, isField } from './field.ts';
import { doubtless, isLeave, isMeaning, type Leave, MEANINGS, type Meaning } from './meaning.ts';
import { SHAPE_NAMES, type ShapeName } from './shape.ts';

/**
 * What a person says about a file, before or after it was looked through; whatever they leave open is told by its
 * header.
 */
export interface AskedMapping {
  readonly from: ShapeName | 'auto';
  readonly columns: readonly AskedColumn[];
  /** By folded word. */
  readonly words: ReadonlyMap<string, Meaning>;
  /** What every row of the file is at least: for a file of people who all left. */
  readonly everyone: Everyone | null;
}

export interface AskedColumn {
  /** null: it is left out. */
  readonly field: Field | null;
  /** Its name, or `#3` for the third. */
  readonly column: string;
}

export type Everyone = Leave | 'pending';

export const ASKED_NOTHING: AskedMapping = { from: 'auto', columns: [], words: new Map(), everyone: null };

/**
 * As it is typed: `--from kit --map status=State --map nothing=Notes --map-status paused=confirmed --everyone
 * unsubscribed`.
 */
export interface TypedMapping {
  readonly from?: string | undefined;
  readonly map?: readonly string[] | undefined;
  readonly mapStatus?: readonly string[] | undefined;
  readonly everyone?: string | undefined;
}

type Read<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'bad'; readonly message: string };

/** @returns `bad` with all that is wrong with it, a sentence each */
export function readAskedMapping(typed: TypedMapping): Read<AskedMapping> {
  const read = {
    from: readFrom(typed.from ?? 'auto'),
    everyone: readEveryone(typed.everyone),
    columns: (typed.map ?? []).map(readColumn),
    words: (typed.mapStatus ?? []).map(readWord),
  };
  const messages = [read.from, read.everyone, ...read.columns, ...read.words].flatMap(one =>
    one.kind === 'bad' ? [one.message] : [],
  );
  if (messages.length > 0) return bad(messages.join('\n'));
  return ok({
    from: wellRead(read.from),
    everyone: wellRead(read.everyone),
    columns: read.columns.map(wellRead),
    words: new Map(read.words.map(wellRead)),
  });
}

function readFrom(text: string): Read<AskedMapping['from']> {
  const name = ['auto' as const, ...SHAPE_NAMES].find(known => known === text);
  return name ? ok(name) : bad(`--from ${text}: nothing is called so. Use auto, ${SHAPE_NAMES.join(', ')}.`);
}

function readEveryone(text: string | undefined): Read<Everyone | null> {
  if (text === undefined) return ok(null);
  if (text === 'pending' || text === 'unsubscribed' || text === 'suppressed') return ok(text);
  return bad(`--everyone ${text}: use pending, unsubscribed or suppressed.`);
}

function readColumn(text: string): Read<AskedColumn> {
  const at = text.indexOf('=');
  const [name, column] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at > 0 && column !== '' && name === 'nothing') return ok({ field: null, column });
  if (at > 0 && column !== '' && isField(name)) return ok({ field: name, column });
  return bad(
    `--map ${text}: write FIELD=COLUMN, with the column’s name or #3 for the third, and the field one of ${Object.keys(FIELDS).join(', ')}, nothing.`,
  );
}

function readWord(text: string): Read<readonly [string, Meaning]> {
  const at = text.lastIndexOf('=');
  const [word, meaning] = [fold(text.slice(0, at)), text.slice(at + 1).trim()];
  if (at < 0 || (word === '' && text.slice(0, at).trim() !== '') || !isMeaning(meaning)) {
    return bad(`--map-status ${text}: write WORD=STATE, and the state one of ${MEANINGS.join(', ')}.`);
  }
  const refusal = refuseMeaning(word, meaning);
  return refusal === null ? ok([word, meaning]) : bad(`--map-status ${text}: ${refusal}`);
}

/** @returns why a word cannot mean this; null where it can */
export function refuseMeaning(word: string, meaning: Meaning): string | null {
  if (doubtless(word) === null || isLeave(meaning)) return null;
  return `people marked “${word}” have left, so it can only mean unsubscribed or suppressed.`;
}

function ok<T>(value: T): Read<T> {
  return { kind: 'ok', value };
}

function bad(message: string) {
  return { kind: 'bad', message } as const;
}

function wellRead<T>(read: Read<T>): T {
  if (read.kind === 'bad') throw new Error(read.message);
  return read.value;
}
