import { parseAddress } from './address.ts';
import { guardFormula, unguardFormula } from './formula-guard.ts';
import { type Parsed, type Profile, parseInterests, parseName, parseTimezone } from './profile.ts';
import type { SubscriberStatus } from './subscriber.ts';
import { printable } from './visible-text.ts';

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
  const names = cells.map(cell => cell.trim().toLowerCase());
  const problems: CsvProblem[] = [];
  const fix = `use only ${COLUMNS.join(', ')}, separated by commas, with email among them`;
  const report = (column: string, found: string, message: string) =>
    problems.push({ line, column, found: printable(found), message, fix });
  names.forEach((name, index) => {
    if (!isColumn(name)) report('', name, `column ${index + 1} of the header is unknown`);
    else if (names.indexOf(name) !== index) report(name, name, 'the header names this column twice');
  });
  if (!names.includes('email')) report('email', cells.join(','), 'the header has no column email');
  const header = names.filter(isColumn);
  return problems.length > 0 ? { kind: 'bad', problems } : { kind: 'ok', header };
}

/** Reads one record under a header; a row without anything in it (spreadsheets leave such) is blank. */
export function readRow(
  header: Header,
  cells: readonly string[],
  line: number,
):
  | { readonly kind: 'ok'; readonly row: ImportRow }
  | { readonly kind: 'blank' }
  | { readonly kind: 'bad'; readonly problems: CsvProblem[] } {
  if (cells.every(cell => cell.trim() === '')) return { kind: 'blank' };
  const problems: CsvProblem[] = [];
  const report = (column: string, found: string, message: string, fix: string) => {
    problems.push({ line, column, found: printable(found), message, fix });
  };
  if (cells.slice(header.length).some(cell => cell.trim() !== '')) {
    const message = `the row has ${cells.length} cells, the header ${header.length}`;
    report(
      '',
      cells.slice(header.length).join(','),
      message,
      'put a cell that contains a comma in "quotation marks"',
    );
  }
  const cell = (column: Column) => unguardFormula((cells[header.indexOf(column)] ?? '').trim());
  const take = <T>(column: Column, parse: (text: string) => Parsed<T>, otherwise: T): T => {
    const parsed = parse(cell(column));
    if (parsed.kind === 'ok') return parsed.value;
    report(column, cell(column), parsed.reason, parsed.fix);
    return otherwise;
  };
  const address = take('email', readAddress, { email: '', dedupeKey: '' });
  const row = {
    ...address,
    name: take('name', parseName, ''),
    timezone: take('timezone', parseTimezone, ''),
    interests: take('interests', text => parseInterests([text]), []),
    status: take('status', readStatus, ''),
  };
  return problems.length > 0 ? { kind: 'bad', problems } : { kind: 'ok', row };
}

/** The cells of an exported row, safe to open in a spreadsheet, in the order of COLUMNS. */
export function toCells(row: ExportRow): string[] {
  return [row.email, row.name, row.timezone, row.interests.join(';'), row.status].map(guardFormula);
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
  const status = text.toLowerCase();
  if (status === '' || STATUSES.includes(status))
    return { kind: 'ok', value: status as SubscriberStatus | '' };
  return {
    kind: 'bad',
    reason: 'this status is unknown',
    fix: `use ${STATUSES.join(', ')}, or leave it empty`,
  };
}
