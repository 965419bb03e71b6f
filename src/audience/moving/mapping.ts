import { printable } from '../visible-text.ts';
import type { AskedMapping, Everyone } from './asked-mapping.ts';
import { type Field, fold, isRepeatable } from './field.ts';
import { toldByFileName, withFileName } from './file-name.ts';
import { type HeaderFault, named, neverAsked, noEmail, twice } from './header-fault.ts';
import { fieldByName, isStatusByName, type MappedColumn } from './mapped-column.ts';
import { type Leave, leavingWords, type Meaning, meaningsOf } from './meaning.ts';
import { recognise } from './recognise.ts';
import type { Shape } from './shape.ts';
import { statusReading } from './status-columns.ts';
import type { StatusWord } from './status-word.ts';

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
  /** Those that a person reads as something else, or that only repeat another: nor is it there where it leaves no doubt. */
  readonly overruled: readonly number[];
  /** Of those, the ones that would be the status. */
  readonly overruledStatus: ReadonlySet<number>;
  /** The columns of which only the name says that they tell who left. */
  readonly guessed: ReadonlySet<number>;
  /** What an empty status means; null: nobody knows. */
  readonly empty: Meaning | null;
  /** The leaving words that count in whichever cell they stand, once cells have slipped. */
  readonly leaving: ReadonlyMap<string, Leave>;
  readonly everyone: Everyone | null;
  readWord(cell: string, at: number): StatusWord;
}

/** What is known of a file beside its header. */
export interface FileFacts {
  readonly fileName?: string;
  /** A first look has found a yes or a no for a status: then an empty one is neither. */
  readonly yesAndNo?: boolean;
}

/**
 * Reads the names of the columns. What nobody knows is left out; what could be read in two ways is a fault.
 * @returns with any fault the mapping only tells how far the header was understood
 */
export function mapHeader(
  all: readonly string[],
  asked: AskedMapping,
  { fileName = '', yesAndNo = false }: FileFacts = {},
): { readonly mapping: Mapping; readonly faults: readonly HeaderFault[] } {
  const cells = filled(all);
  const names = cells.map(fold);
  const { shape, why } = recognise(cells, asked.from);
  const faults: HeaderFault[] = [];
  const wanted = askedPlaces(cells, names, asked, faults);
  const columns = chooseColumns(cells, names, { shape, wanted, faults });
  if (!columns.some(({ field }) => field === 'email')) faults.push(noEmail(cells));
  const words = meaningsOf(shape.words, asked.words);
  const byName = toldByFileName(fileName, shape.name);
  if (byName === 'never asked' && (asked.everyone === null || asked.everyone === 'pending'))
    faults.push(neverAsked(fileName));
  const everyone = [...wholeFile(shape, names), byName, asked.everyone].filter(isEveryone);
  const places = placesOf(columns);
  const mapping = {
    shape,
    why: withFileName(why, byName),
    columns,
    width: all.length,
    places,
    ...listed(columns, names, shape),
    leaving: leavingWords(words),
    everyone: strongest(everyone),
    ...statusReading({ shape, names, columns, places, words, asked: asked.words, yesAndNo }),
  };
  return { mapping, faults };
}

/** Which columns are looked at more closely. */
function listed(
  columns: readonly MappedColumn[],
  names: readonly string[],
  shape: Shape,
): Pick<Mapping, 'unknown' | 'overruled' | 'overruledStatus' | 'guessed'> {
  const where = (is: (column: MappedColumn, at: number) => boolean) =>
    columns.flatMap((column, at) => (is(column, at) ? [at] : []));
  const asStatus = (at: number) => isStatusByName(shape, names[at] ?? '');
  const overruled = where(
    ({ field, by }, at) =>
      by === 'second' ||
      (by === 'asked' && field !== 'status' && !tellsLeave(field) && (field !== null || asStatus(at))),
  );
  return {
    unknown: where(({ by }) => by === 'unknown'),
    overruled,
    overruledStatus: new Set(overruled.filter(asStatus)),
    guessed: new Set(where(({ by, field }) => by === 'name' && tellsLeave(field))),
  };
}

function tellsLeave(field: Field | null): boolean {
  return field === 'left' || field === 'suppressed';
}

function isEveryone(told: Everyone | 'never asked' | null): told is Everyone {
  return told !== null && told !== 'never asked';
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
    const { field, by } = fieldByName(shape, names[at] ?? '');
    if (field === null) return { name, field, by };
    const earlier = taken.get(field);
    if (earlier === undefined || isRepeatable(field)) {
      taken.set(field, at);
      return { name, field, by };
    }
    if (names[earlier] === names[at] && !wanted.has(earlier)) faults.push(twice(name, earlier, at));
    return { name, field: null, by: 'second' };
  });
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
