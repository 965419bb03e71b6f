import { parseAddress } from './address.ts';
import type { CsvRecord } from './csv-record.ts';
import { guardFormula, unguardFormula } from './formula-guard.ts';
import { leaveStatus, looseLeave } from './loose-line.ts';
import { type Parsed, type Profile, parseInterests, parseName, parseTimezone } from './profile.ts';
import type { SubscriberStatus } from './subscriber.ts';
import { printable, visibleText } from './visible-text.ts';

export const COLUMNS = ['email', 'name', 'timezone', 'interests', 'status'] as const;
type Column = (typeof COLUMNS)[number];

const STATUSES: readonly string[] = [
  'pending',
  'confirmed',
  'unsubscribed',
  'suppressed',
] satisfies SubscriberStatus[];

/** One thing that is wrong with a file, in the words of a message to a person. */
export interface CsvProblem {
  /** From 1; a record of several lines goes by its first. */
  readonly line: number;
  /** '' when it is about the whole row or file. */
  readonly column: string;
  readonly found: string;
  readonly message: string;
  readonly fix: string;
}

/** A good row of an import. */
export interface ImportRow extends Profile {
  readonly email: string;
  readonly dedupeKey: string;
  /** '' when the file leaves it to the command. */
  readonly status: SubscriberStatus | '';
}

/** A row of an export. */
export interface ExportRow extends Profile {
  readonly email: string;
  readonly status: SubscriberStatus;
}

/** The column of each cell, from the left. */
export type Header = readonly Column[];

/** Reads the first record; every problem with it stops the import, for a guess would put data in the wrong place. */
export function readHeader(
  cells: readonly string[],
  line: number,
):
  | { readonly kind: 'ok'; readonly header: Header }
  | { readonly kind: 'bad'; readonly problems: CsvProblem[] } {
  const names = filled(cells).map(cell => cell.trim().toLowerCase());
  const problems: CsvProblem[] = [];
  const fix = `use only ${COLUMNS.join(', ')}, with email among them, separated by commas, semicolons or tabs`;
  const report = (column: string, found: string, message: string) =>
    problems.push({ line, column, found: printable(found), message, fix });
  names.forEach((name, index) => {
    if (!isColumn(name)) report('', name, `column ${index + 1} of the header is unknown`);
    else if (names.indexOf(name) !== index) report(name, name, 'the header names this column twice');
  });
  if (!names.includes('email')) report('email', cells.join(','), 'the header has no email column');
  const header = names.filter(isColumn);
  return problems.length > 0 ? { kind: 'bad', problems } : { kind: 'ok', header };
}

export type RowReading =
  /** With problems only where the row asks for no mail, which counts whatever else is wrong with it. */
  | { readonly kind: 'ok'; readonly row: ImportRow; readonly problems: readonly CsvProblem[] }
  | { readonly kind: 'blank' }
  | { readonly kind: 'bad'; readonly problems: readonly CsvProblem[] };

/** Reads one record under a header; a row without anything in it (spreadsheets leave such) is blank. */
export function readRow(header: Header, record: CsvRecord): RowReading {
  if (record.kind === 'cells' && record.cells.every(cell => cell.trim() === '')) return { kind: 'blank' };
  const read = record.kind === 'cells' ? readCells(header, record.cells, record.line) : null;
  const problems = read?.problems ?? [unreadable(record)];
  const leave = leaveIn(header, record, read);
  if (leave) {
    const told = problems.length === 0 && leave !== read?.row ? [slipped(header, record)] : problems;
    return { kind: 'ok', row: leave, problems: told.map(problem => despite(problem, leave)) };
  }
  if (read?.row && problems.length === 0) return { kind: 'ok', row: read.row, problems };
  return { kind: 'bad', problems };
}

/** The cells of an exported row, safe to open in a spreadsheet, in the order of COLUMNS. */
export function toCells(row: ExportRow): string[] {
  return [row.email, row.name, row.timezone, row.interests.join(';'), row.status].map(guardFormula);
}

const QUOTE_COMMAS = 'put a cell that contains a comma in "quotation marks"';

interface CellsRead {
  /** Without what could not be read; null without an address. */
  readonly row: ImportRow | null;
  readonly problems: readonly CsvProblem[];
  /** As many cells as the header has columns. */
  readonly aligned: boolean;
  readonly status: string;
}

function readCells(header: Header, cells: readonly string[], line: number): CellsRead {
  const problems: CsvProblem[] = [];
  const report = (column: string, found: string, message: string, fix: string) => {
    problems.push({ line, column, found: printable(found), message, fix });
  };
  const width = filled(cells).length;
  if (width > header.length) {
    const extra = cells.slice(header.length).join(',');
    report('', extra, `the row has ${width} cells, the header ${header.length}`, QUOTE_COMMAS);
  }
  const cell = (column: Column) => unguardFormula((cells[header.indexOf(column)] ?? '').trim());
  const take = <T>(column: Column, parse: (text: string) => Parsed<T>, otherwise: T): T => {
    const parsed = parse(cell(column));
    if (parsed.kind === 'ok') return parsed.value;
    report(column, cell(column), parsed.reason, parsed.fix);
    return otherwise;
  };
  const address = take('email', readAddress, null);
  const rest = {
    name: take('name', parseName, ''),
    timezone: take('timezone', parseTimezone, ''),
    interests: take('interests', text => parseInterests([text]), []),
    status: take('status', readStatus, ''),
  };
  const row = address && { ...address, ...rest };
  return { row, problems, aligned: width === header.length, status: rest.status };
}

/**
 * The row of somebody who asks for no mail. Where cells may have slipped (a row of another length, a quotation mark out
 * of place) the word is looked for in all of them, but never against a status that can be read.
 */
function leaveIn(header: Header, record: CsvRecord, read: CellsRead | null): ImportRow | null {
  if (!header.includes('status')) return null;
  const opened = record.kind === 'unreadable' && record.opened ? readCells(header, record.opened, 0) : null;
  const row = (opened ?? read)?.row;
  // Of cells that hold other rows' lines nothing is kept but who leaves.
  if (row && leaveStatus(row.status) !== null)
    return opened ? { ...row, name: '', timezone: '', interests: [] } : row;
  if (read && read.status !== '' && leaveStatus(read.status) === null) return null;
  if (read?.aligned && read.problems.length === 0) return null;
  const loose = looseLeave(record.text, header.indexOf('email'));
  return loose && { ...loose, name: '', timezone: '', interests: [] };
}

/** What is wrong with a row that is too short, and has its status in the place of another cell. */
function slipped(header: Header, { line, text }: CsvRecord): CsvProblem {
  const message = `the row has fewer cells than the header, which has ${header.length}`;
  return {
    line,
    column: '',
    found: printable(text),
    message,
    fix: 'leave an empty cell for what is missing',
  };
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

/** Without the empty cells at the end, which spreadsheets add. */
function filled(cells: readonly string[]): readonly string[] {
  return cells.slice(0, 1 + cells.findLastIndex(cell => cell.trim() !== ''));
}

function isColumn(name: string): name is Column {
  return (COLUMNS as readonly string[]).includes(name);
}

function readAddress(text: string): Parsed<{ email: string; dedupeKey: string }> {
  const parsed = parseAddress(text);
  if (parsed.kind === 'ok')
    return { kind: 'ok', value: { email: parsed.email, dedupeKey: parsed.dedupeKey } };
  return {
    kind: 'bad',
    reason: parsed.reason,
    fix: 'write one address like reader@example.com, or remove the row',
  };
}

function readStatus(text: string): Parsed<SubscriberStatus | ''> {
  const status = visibleText(text).toLowerCase();
  if (status === '' || STATUSES.includes(status))
    return { kind: 'ok', value: status as SubscriberStatus | '' };
  return {
    kind: 'bad',
    reason: 'this status is unknown',
    fix: `use ${STATUSES.join(', ')}, or leave it empty`,
  };
}
