import { fold } from './field.ts';
import { soundsOfLeaving } from './leaving-columns.ts';
import { isEitherOr, type Meaning, yesOrNo } from './meaning.ts';

export interface StatusWord {
  /** Folded. */
  readonly word: string;
  /** null for an unknown word, and for an empty cell where nobody said what it means. */
  readonly meaning: Meaning | null;
  /** Yes or no: says nothing outside of its own column. */
  readonly eitherOr: boolean;
  /** A yes or no in a status column whose name is about leaving: whoever mapped it meant the opposite. */
  readonly reversed: boolean;
}

export interface StatusWords {
  readonly words: ReadonlyMap<string, Meaning>;
  /** What a person said, by folded word. */
  readonly asked: ReadonlyMap<string, Meaning>;
  /** What an empty cell means; null: nobody knows. */
  readonly empty: Meaning | null;
  /** Columns that may not be the status: words nobody knows say nothing there, unless they sound of leaving. */
  readonly perhaps: ReadonlySet<number>;
  /** Status columns that may answer with yes or no: elsewhere `1` may be anything. */
  readonly yesNo: ReadonlySet<number>;
  /** Status columns whose name is about leaving. */
  readonly reversed: ReadonlySet<number>;
}

/** A file has few status words and very many rows: each word is looked up once. */
const MOST_REMEMBERED = 500;

/** @returns what the cell of a status column says, given its place */
export function wordReader(told: StatusWords): (cell: string, at: number) => StatusWord {
  const known = new Map<string, StatusWord>();
  return (cell, at) => {
    const key = `${at} ${cell}`;
    const before = known.get(key);
    if (before) return before;
    const read = readWord(told, fold(cell), at);
    if (known.size < MOST_REMEMBERED && cell.length < 100) known.set(key, read);
    return read;
  };
}

function readWord(told: StatusWords, word: string, at: number): StatusWord {
  const { words, asked, empty, perhaps, yesNo } = told;
  const eitherOr = isEitherOr(word);
  const reversed = eitherOr && told.reversed.has(at) && !asked.has(word);
  const read = (meaning: Meaning | null): StatusWord => ({ word, meaning, eitherOr, reversed });
  if (word === '') return read(perhaps.has(at) ? '' : empty);
  if (reversed) return read(null);
  const known = words.get(word) ?? (yesNo.has(at) ? yesOrNo(word) : null);
  return read(known ?? (perhaps.has(at) && !soundsOfLeaving(word) ? '' : null));
}
