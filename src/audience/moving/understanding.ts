import type { LeftEmpty } from '../import-row.ts';
import { printable } from '../visible-text.ts';
import type { Everyone } from './asked-mapping.ts';
import type { MappedColumn } from './mapped-column.ts';
import type { Mapping } from './mapping.ts';
import type { Meaning } from './meaning.ts';
import { tellsLeave } from './row-status.ts';
import type { ShapeName } from './shape.ts';

/** How a file was understood, column by column and word by word: what a person looks at before anything is written. */
export interface Understanding {
  readonly from: ShapeName;
  /** Why, a sentence. */
  readonly why: string;
  readonly columns: readonly UnderstoodColumn[];
  readonly words: readonly CountedWord[];
  /** Rows with status words beyond the first that are listed. */
  readonly furtherWords: number;
  /** What every row is at least. */
  readonly everyone: Everyone | null;
}

export interface UnderstoodColumn extends MappedColumn {
  /** The first cell of it that is not empty; '' for none. */
  readonly example: string;
  /** Of a column that tells who has left: of how many rows it says so. */
  readonly says: number;
  /** Cells that could not be read and were left empty; null for none. */
  readonly unread: {
    readonly rows: number;
    readonly line: number;
    readonly found: string;
    readonly reason: string;
  } | null;
}

export interface CountedWord {
  /** Its place among the columns. */
  readonly at: number;
  /** '' for an empty cell. */
  readonly word: string;
  /** null: unknown, so its rows are refused unless something else in them says that their reader has left. */
  readonly meaning: Meaning | null;
  readonly rows: number;
}

/** A status column has a handful of words; whatever has more is none. */
const MOST_WORDS = 60;
const EXAMPLE_LENGTH = 40;

type Tally = { -readonly [Key in keyof UnderstoodColumn]: UnderstoodColumn[Key] };

/** Counts while the file is read, in memory that does not grow with it. */
export class RunningUnderstanding {
  readonly #mapping: Mapping;
  readonly #columns: Tally[];
  readonly #words = new Map<string, { -readonly [Key in keyof CountedWord]: CountedWord[Key] }>();
  #furtherWords = 0;
  #without: number;

  constructor(mapping: Mapping) {
    this.#mapping = mapping;
    this.#columns = mapping.columns.map(column => ({ ...column, example: '', says: 0, unread: null }));
    this.#without = this.#columns.length;
  }

  take(cells: readonly string[]): void {
    if (this.#without > 0) this.#findExamples(cells);
    const { places } = this.#mapping;
    for (const at of places.status) this.#countWord(at, cells[at] ?? '');
    for (const column of [places.left, places.suppressed]) {
      for (const at of column) {
        const tally = this.#columns[at];
        if (tally && tellsLeave(this.#mapping, at, cells[at] ?? '') === 'yes') tally.says++;
      }
    }
  }

  leaveEmpty({ at, found, reason }: LeftEmpty, line: number): void {
    const tally = this.#columns[at];
    if (!tally) return;
    const { rows, ...first } = tally.unread ?? { rows: 0, line, found: ownCopy(found), reason };
    tally.unread = { ...first, rows: rows + 1 };
  }

  done(): Understanding {
    const { shape, why, everyone } = this.#mapping;
    return {
      from: shape.name,
      why,
      columns: this.#columns.map(column => ({ ...column })),
      words: [...this.#words.values()]
        .map(word => ({ ...word }))
        .sort((a, b) => a.at - b.at || b.rows - a.rows),
      furtherWords: this.#furtherWords,
      everyone,
    };
  }

  #findExamples(cells: readonly string[]): void {
    this.#columns.forEach((column, at) => {
      const cell = (cells[at] ?? '').trim();
      if (column.example !== '' || cell === '') return;
      column.example = ownCopy(printable(cell, EXAMPLE_LENGTH));
      this.#without--;
    });
  }

  #countWord(at: number, cell: string): void {
    const { word, meaning } = this.#mapping.readWord(cell.trim(), at);
    const key = `${at} ${word}`;
    const counted = this.#words.get(key);
    if (counted) counted.rows++;
    else if (this.#words.size < MOST_WORDS && word.length <= EXAMPLE_LENGTH) {
      this.#words.set(ownCopy(key), { at, word: ownCopy(word), meaning, rows: 1 });
    } else this.#furtherWords++;
  }
}

/** A part of a string keeps all of it alive: here a whole piece of a file. */
function ownCopy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
