import type { CsvRecord } from '../sheet/record.ts';
import { parseAddress } from './address.ts';
import type { CsvProblem } from './csv.ts';
import { unguardFormula } from './formula-guard.ts';
import { looseLeave } from './loose-line.ts';
import type { Field } from './moving/field.ts';
import { filled, type Mapping } from './moving/mapping.ts';
import { isLeave, type Meaning } from './moving/meaning.ts';
import { type Past, readPast } from './moving/past.ts';
import { readRowStatus } from './moving/row-status.ts';
import { type Profile, parseInterests, parseName, parseTimezone } from './profile.ts';
import { printable } from './visible-text.ts';

/** A good row of an import. */
export interface ImportRow extends Profile {
  readonly email: string;
  readonly dedupeKey: string;
  /** '' when the file leaves it to the command. */
  readonly status: Meaning;
  /** What the service knew of the consent; left out where it told nothing. */
  readonly past?: Past;
}

/** A cell that could not be read and was left empty, for the rest of its row counts. */
export interface LeftEmpty {
  /** Its column, from 0. */
  readonly at: number;
  readonly found: string;
  readonly reason: string;
}

export type RowReading =
  /** With problems only where the row asks for no mail, which counts whatever else is wrong with it. */
  | {
      readonly kind: 'ok';
      readonly row: ImportRow;
      readonly problems: readonly CsvProblem[];
      readonly leftEmpty: readonly LeftEmpty[];
    }
  | { readonly kind: 'blank' }
  | { readonly kind: 'bad'; readonly problems: readonly CsvProblem[] };

/** Reads one record under a header; a row without anything in it (spreadsheets leave such) is blank. */
export function readRow(mapping: Mapping, record: CsvRecord): RowReading {
  if (record.kind === 'cells' && record.cells.every(cell => cell.trim() === '')) return { kind: 'blank' };
  const read = record.kind === 'cells' ? readCells(mapping, record.cells, record.line) : null;
  const problems = read?.problems ?? [unreadable(record)];
  const leftEmpty = read?.leftEmpty ?? [];
  const leave = leaveIn(mapping, record, read);
  if (leave) {
    const told = problems.length === 0 && leave !== read?.row ? [slipped(mapping, record)] : problems;
    return { kind: 'ok', row: leave, problems: told.map(problem => despite(problem, leave)), leftEmpty };
  }
  if (read?.row && problems.length === 0) return { kind: 'ok', row: read.row, problems, leftEmpty };
  return { kind: 'bad', problems };
}

const QUOTE_COMMAS = 'put a cell that contains a comma in "quotation marks"';

interface CellsRead {
  /** Without what could not be read; null without an address. */
  readonly row: ImportRow | null;
  readonly problems: readonly CsvProblem[];
  readonly leftEmpty: readonly LeftEmpty[];
  /** As many cells as the header has columns. */
  readonly aligned: boolean;
  /** What its own columns say of it. */
  readonly told: Meaning;
}

function readCells(mapping: Mapping, cells: readonly string[], line: number): CellsRead {
  const problems: CsvProblem[] = [];
  const leftEmpty: LeftEmpty[] = [];
  const report = (column: string, found: string, message: string, fix: string) => {
    problems.push({ line, column, found: printable(found), message, fix });
  };
  const wide = wrongWidth(mapping, cells);
  if (wide) report('', wide.found, wide.message, wide.fix);
  const { places } = mapping;
  const ours = mapping.shape.name === 'csv';
  const take = <T>(column: Field, text: string, parse: (text: string) => Read<T>, otherwise: T): T => {
    const parsed = parse(text);
    if (parsed.kind === 'ok') return parsed.value;
    // What a service guessed about a reader, a zone say, is no reason to lose them.
    if (!ours && (column === 'timezone' || column === 'interests')) {
      leftEmpty.push({ at: places[column][0] ?? 0, found: printable(text), reason: parsed.reason });
    } else report(column, text, parsed.reason, parsed.fix);
    return otherwise;
  };
  const address = take('email', cellAt(cells, places.email), readAddress, null);
  const profile = {
    name: take('name', nameIn(mapping, cells), parseName, ''),
    timezone: take('timezone', cellAt(cells, places.timezone), parseTimezone, ''),
    interests: take('interests', cellAt(cells, places.interests), text => parseInterests([text]), []),
  };
  const past = readPast(mapping, cells, leftEmpty);
  const padded = filled(cells).length <= mapping.columns.length;
  const inPlace = wide === null || (padded && problems.length === 1 && leftEmpty.length === 0);
  const read = readRowStatus(mapping, cells, !inPlace);
  // A word nobody knows, in a row too long: it may be another column's.
  const { status, told, doubts } = wide && read.unknownWord ? readRowStatus(mapping, cells, true) : read;
  for (const { column, found, reason, fix } of doubts) report(column, found, reason, fix);
  const row = address && { ...address, ...profile, status, ...(past && { past }) };
  return { row, problems, leftEmpty, aligned: filled(cells).length === mapping.columns.length, told };
}

function wrongWidth(
  { columns, shape, width: written }: Mapping,
  cells: readonly string[],
): { readonly found: string; readonly message: string; readonly fix: string } | null {
  const ours = shape.name === 'csv';
  const width = ours || cells.length <= written ? filled(cells).length : cells.length;
  if (width > columns.length) {
    const message = `the row has ${width} cells, the header ${columns.length}`;
    return { found: cells.slice(columns.length).join(','), message, fix: QUOTE_COMMAS };
  }
  // A line of somebody's note that is nothing but an address: a service writes more than that of every reader.
  if (ours || columns.length < 4 || cells.length > 1) return null;
  return {
    found: cells.join(''),
    message: `the row is a single cell, the header has ${columns.length}`,
    fix: 'if it is a line of the cell above, put that cell in "quotation marks"',
  };
}

function nameIn({ places }: Mapping, cells: readonly string[]): string {
  const whole = cellAt(cells, places.name);
  if (whole !== '' || (places.first.length === 0 && places.last.length === 0)) return whole;
  return `${cellAt(cells, places.first)} ${cellAt(cells, places.last)}`;
}

function cellAt(cells: readonly string[], [at]: readonly number[]): string {
  return at === undefined ? '' : unguardFormula((cells[at] ?? '').trim());
}

/**
 * The row of somebody who asks for no mail. Where cells may have slipped (a row of another length, a quotation mark out
 * of place) the word is looked for in all of them, but never against a status that can be read.
 */
function leaveIn(mapping: Mapping, record: CsvRecord, read: CellsRead | null): ImportRow | null {
  const { places, everyone } = mapping;
  const opened = record.kind === 'unreadable' && record.opened ? readCells(mapping, record.opened, 0) : null;
  const row = (opened ?? read)?.row;
  // Of cells that hold other rows' lines nothing is kept but who leaves.
  if (row && isLeave(row.status)) return opened ? nothingBut(row, row.status) : row;
  if (read && read.told !== '' && !isLeave(read.told)) return null;
  if (read?.aligned && read.problems.length === 0) return null;
  const all = everyone !== null && isLeave(everyone) ? everyone : null;
  if (places.status.length === 0 && all === null) return null;
  const loose = looseLeave(record.text, places.email[0] ?? 0, { words: mapping.leaving, all });
  return loose && nothingBut(loose, loose.status);
}

function nothingBut(
  { email, dedupeKey }: { readonly email: string; readonly dedupeKey: string },
  status: Meaning,
): ImportRow {
  return { email, dedupeKey, name: '', timezone: '', interests: [], status };
}

/** What is wrong with a row that is too short, and has its status in the place of another cell. */
function slipped({ columns }: Mapping, { line, text }: CsvRecord): CsvProblem {
  const message = `the row has fewer cells than the header, which has ${columns.length}`;
  const fix = 'leave an empty cell for what is missing';
  return { line, column: '', found: printable(text), message, fix };
}

function despite(problem: CsvProblem, { status }: ImportRow): CsvProblem {
  return { ...problem, message: `${problem.message}; the reader counts as ${status} all the same` };
}

/** What is wrong with a record that has no cells. */
export function unreadable(record: CsvRecord): CsvProblem {
  return {
    line: record.line,
    column: '',
    found: printable(record.text),
    message: record.kind === 'unreadable' ? record.message : '',
    fix: 'put the whole cell in quotation marks and double those inside: "Ann ""Annie"" Lee"',
  };
}

type Read<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'bad'; readonly reason: string; readonly fix: string };

function readAddress(text: string): Read<{ email: string; dedupeKey: string }> {
  const parsed = parseAddress(text);
  if (parsed.kind === 'ok')
    return { kind: 'ok', value: { email: parsed.email, dedupeKey: parsed.dedupeKey } };
  return {
    kind: 'bad',
    reason: parsed.reason,
    fix: 'write one address like reader@example.com, or remove the row',
  };
}
