import { type CsvRecord, readRecords, type SheetSense } from '../../sheet/record.ts';
import { isEmptyLine, namedSeparator, separatorBy } from '../../sheet/separator.ts';
import { type Problem, shown } from '../problem.ts';
import { columnKey } from './column-key.ts';
import type { SheetField } from './sheet-field.ts';
import type { SheetMapping } from './sheet-mapping.ts';

/** One sheet with its name, as messages call it. */
export interface Sheet {
  readonly file: string;
  /** In chunks of any size. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** A row under its header, with the cells that are mapped and not empty. */
export interface SheetRow {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly cells: readonly SheetCell[];
}

export interface SheetCell {
  readonly field: SheetField;
  /** As the header calls it. */
  readonly column: string;
  readonly text: string;
}

type Column = { readonly name: string; readonly field: SheetField | null; readonly known: boolean };

/** What a sheet is, once it was read through. */
export interface SheetReport {
  /** Of every column, as the header calls it; empty where there is none. */
  readonly columns: readonly string[];
  /** The columns that the mapping does not speak of. */
  readonly unknown: readonly string[];
  readonly problems: readonly Problem[];
  /** Lines that were no UTF-8 and were taken for Windows-1252. */
  readonly guessed: number;
}

/** Reads a sheet in memory that does not grow with it, and hands over every row that can be read. */
export async function readSheet(
  sheet: Sheet,
  mapping: SheetMapping,
  onRow: (row: SheetRow) => void,
): Promise<SheetReport> {
  const { file } = sheet;
  const problems: Problem[] = [];
  let columns: readonly Column[] | null = null;
  let guessed = 0;
  for await (const { records } of readRecords(sheet.bytes, senseOf(mapping))) {
    for (const record of records) {
      guessed += record.guessed;
      if (isEmptyLine(record.text) || (columns === null && namedSeparator(record.text) !== null)) continue;
      if (record.kind === 'unreadable') problems.push(unreadable(file, record));
      else if (columns === null) columns = record.cells.map(cell => columnOf(cell, mapping));
      else if (fits(record.cells, columns))
        onRow({ file, line: record.line, cells: cellsOf(record.cells, columns) });
      else problems.push(misfit(file, record.line, record.cells, columns));
    }
  }
  const named = (columns ?? []).filter(({ name }) => name !== '');
  if (columns === null) problems.push(empty(file));
  return {
    columns: named.map(({ name }) => name),
    unknown: named.filter(({ known }) => !known).map(({ name }) => name),
    problems: [...problems, ...twice(file, named)],
    guessed,
  };
}

/** Prose may have lines of any kind, so no cell is taken for rows. */
function senseOf({ columns }: SheetMapping): SheetSense {
  return {
    separatorIn: lines => separatorBy(lines, [name => columns.has(columnKey(name))]),
    swallows: () => 'nothing',
  };
}

function columnOf(cell: string, { columns }: SheetMapping): Column {
  const told = columns.get(columnKey(cell));
  return { name: cell.trim(), field: told?.field ?? null, known: told !== undefined };
}

/** Spreadsheets add empty cells at the end; a comma in a text without quotation marks adds others. */
function fits(cells: readonly string[], columns: readonly Column[]): boolean {
  const last = cells.findLastIndex(cell => cell.trim() !== '');
  return last < columns.length && cells.length >= columns.findLastIndex(({ name }) => name !== '') + 1;
}

function cellsOf(cells: readonly string[], columns: readonly Column[]): SheetCell[] {
  return columns.flatMap(({ name, field }, at) => {
    const text = cells[at] ?? '';
    return field === null || text.trim() === '' ? [] : [{ field, column: name, text }];
  });
}

function unreadable(
  file: string,
  { line, text, message }: CsvRecord & { readonly kind: 'unreadable' },
): Problem {
  const fix = 'close it, and write a quotation mark within a quoted cell twice: ""';
  return { file, path: `line ${line}`, found: shown(text), message, fix, severity: 'error' };
}

function misfit(file: string, line: number, cells: readonly string[], columns: readonly Column[]): Problem {
  return {
    file,
    path: `line ${line}`,
    found: shown(cells.join(' | ')),
    message: `the row has ${cells.length} cells, the header ${columns.length}`,
    fix: 'put cells that hold a separator or a line break into quotation marks, and write empty cells too',
    severity: 'error',
  };
}

function empty(file: string): Problem {
  const fix = 'start it with a line of column names';
  return { file, path: 'line 1', found: 'nothing', message: 'the sheet is empty', fix, severity: 'error' };
}

function twice(file: string, columns: readonly Column[]): Problem[] {
  const seen = new Set<string>();
  return columns.flatMap(({ name, field }) => {
    const key = columnKey(name);
    const again = seen.has(key);
    seen.add(key);
    if (!again || field === null) return [];
    const message = `the header names the column ${shown(name)} twice`;
    const fix = 'give one of them another name';
    return [{ file, path: 'line 1', found: shown(name), message, fix, severity: 'error' as const }];
  });
}
