import { printable } from '../visible-text.ts';
import type { AskedMapping, Everyone } from './asked-mapping.ts';
import { type Field, fold, isRepeatable } from './field.ts';
import { isEitherOr, type Leave, leavingWords, type Meaning, meaningsOf } from './meaning.ts';
import { recognise } from './recognise.ts';
import type { Shape } from './shape.ts';

/** How one column of a file is read. */
export interface MappedColumn {
  /** As the file calls it, fit to print. */
  readonly name: string;
  /** null: it is left out. */
  readonly field: Field | null;
  /** Who says so: the service's table, the person who imports, or nobody. `second`: another column tells the same. */
  readonly by: 'table' | 'asked' | 'unknown' | 'second';
}

/** How a file is read: told by its header and by whoever imports it. */
export interface Mapping {
  readonly shape: Shape;
  /** Why it is taken for this service's, a sentence. */
  readonly why: string;
  readonly columns: readonly MappedColumn[];
  /** How many cells its header has, empty ones at the end too: no service writes a row that is longer. */
  readonly width: number;
  /** The places of the columns by what they tell. */
  readonly places: Readonly<Record<Field, readonly number[]>>;
  /** The columns nobody knows: what they say of leaving is not read over. */
  readonly unknown: readonly number[];
  /** The leaving words that count in whichever cell they stand, once cells have slipped. */
  readonly leaving: ReadonlyMap<string, Leave>;
  readonly everyone: Everyone | null;
  readWord(cell: string): StatusWord;
}

export interface StatusWord {
  /** Folded. */
  readonly word: string;
  /** null for an unknown word. */
  readonly meaning: Meaning | null;
  /** Yes or no: says nothing outside of its own column. */
  readonly eitherOr: boolean;
}

export interface HeaderFault {
  readonly column: string;
  readonly found: string;
  readonly message: string;
  readonly fix: string;
}

/**
 * Reads the names of the columns. What nobody knows is left out; what could be read in two ways is a fault.
 * @returns with any fault the mapping only tells how far the header was understood
 */
export function mapHeader(
  all: readonly string[],
  asked: AskedMapping,
): { readonly mapping: Mapping; readonly faults: readonly HeaderFault[] } {
  const cells = filled(all);
  const names = cells.map(fold);
  const { shape, why } = recognise(cells, asked.from);
  const faults: HeaderFault[] = [];
  const wanted = askedPlaces(cells, names, asked, faults);
  const columns = chooseColumns(cells, names, { shape, wanted, faults });
  if (!columns.some(({ field }) => field === 'email')) faults.push(noEmail(cells));
  const words = meaningsOf(shape.words, asked.words);
  const everyone = [...wholeFile(shape, names), ...(asked.everyone ? [asked.everyone] : [])];
  const mapping = {
    shape,
    why,
    columns,
    width: all.length,
    places: placesOf(columns),
    unknown: columns.flatMap(({ by }, at) => (by === 'unknown' ? [at] : [])),
    leaving: leavingWords(words),
    everyone: strongest(everyone),
    readWord: wordReader(words),
  };
  return { mapping, faults };
}

function strongest(all: readonly Everyone[]): Everyone | null {
  return all.find(one => one === 'suppressed') ?? all.find(one => one === 'unsubscribed') ?? all[0] ?? null;
}

/** The columns a person named, by place. */
function askedPlaces(
  cells: readonly string[],
  names: readonly string[],
  asked: AskedMapping,
  faults: HeaderFault[],
): ReadonlyMap<number, Field | null> {
  const wanted = new Map<number, Field | null>();
  for (const { field, column } of asked.columns) {
    const exact = cells.findIndex(cell => cell.trim() === column);
    const numbered = /^#(\d+)$/.exec(column)?.[1];
    const at =
      numbered !== undefined ? Number(numbered) - 1 : exact === -1 ? names.indexOf(fold(column)) : exact;
    if (at >= 0 && at < cells.length) {
      for (const [earlier, same] of wanted) {
        if (same === field && field !== null && !isRepeatable(field)) wanted.delete(earlier);
      }
      wanted.set(at, field);
    } else
      faults.push({
        column: field ?? '',
        found: printable(column),
        message: 'no column of this file is called so',
        fix: `the first line has: ${named(cells)}`,
      });
  }
  return wanted;
}

function chooseColumns(
  cells: readonly string[],
  names: readonly string[],
  {
    shape,
    wanted,
    faults,
  }: {
    readonly shape: Shape;
    readonly wanted: ReadonlyMap<number, Field | null>;
    readonly faults: HeaderFault[];
  },
): MappedColumn[] {
  const taken = new Map([...wanted].flatMap(([at, field]) => (field ? [[field, at] as const] : [])));
  return cells.map((cell, at) => {
    const name = printable(cell.trim());
    const asked = wanted.get(at);
    if (asked !== undefined) return { name, field: asked, by: 'asked' };
    const field = Object.hasOwn(shape.columns, names[at] ?? '') ? shape.columns[names[at] ?? ''] : undefined;
    if (field === undefined) return { name, field: null, by: 'unknown' };
    const earlier = taken.get(field);
    if (earlier === undefined || isRepeatable(field)) {
      taken.set(field, at);
      return { name, field, by: 'table' };
    }
    if (names[earlier] === names[at] && !wanted.has(earlier)) faults.push(twice(name, earlier, at));
    return { name, field: null, by: 'second' };
  });
}

function twice(name: string, earlier: number, at: number): HeaderFault {
  const fix = `say which of the two it is, column ${earlier + 1} or column ${at + 1}`;
  return { column: name.toLowerCase(), found: name, message: 'the header names this column twice', fix };
}

function noEmail(cells: readonly string[]): HeaderFault {
  return {
    column: 'email',
    found: printable(cells.join(',')),
    message: 'the header has no email column',
    fix: `say which column holds the addresses; the first line has: ${named(cells)}`,
  };
}

function named(cells: readonly string[]): string {
  return printable(cells.map(cell => cell.trim()).join(', '), 400);
}

/** Without the empty cells at the end, which spreadsheets add. */
export function filled(cells: readonly string[]): readonly string[] {
  return cells.slice(0, 1 + cells.findLastIndex(cell => cell.trim() !== ''));
}

/** In whose file everybody has left. */
function wholeFile(shape: Shape, names: readonly string[]): Leave[] {
  return (shape.everybodyLeft ?? [])
    .filter(({ column, without }) => names.includes(column) && !names.includes(without))
    .map(({ are }) => are);
}

function placesOf(columns: readonly MappedColumn[]): Mapping['places'] {
  const places = (wanted: Field) => columns.flatMap(({ field }, at) => (field === wanted ? [at] : []));
  return {
    email: places('email'),
    name: places('name'),
    first: places('first'),
    last: places('last'),
    timezone: places('timezone'),
    interests: places('interests'),
    status: places('status'),
    left: places('left'),
    suppressed: places('suppressed'),
    asked: places('asked'),
    confirmed: places('confirmed'),
    source: places('source'),
    ip: places('ip'),
  };
}

/** A file has few status words and very many rows: each word is looked up once. */
const MOST_REMEMBERED = 500;

function wordReader(words: ReadonlyMap<string, Meaning>): (cell: string) => StatusWord {
  const known = new Map<string, StatusWord>();
  return cell => {
    const before = known.get(cell);
    if (before) return before;
    const word = fold(cell);
    const read = {
      word,
      meaning: word === '' ? ('' as const) : (words.get(word) ?? null),
      eitherOr: isEitherOr(word),
    };
    if (known.size < MOST_REMEMBERED && cell.length < 100) known.set(cell, read);
    return read;
  };
}
