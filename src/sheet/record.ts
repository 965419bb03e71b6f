import { CsvError, parse } from 'csv-parse/sync';
import type { Encoding } from './encoding.ts';
import { type Line, MAX_LINE_LENGTH, readLines } from './lines.ts';
import type { Separator } from './separator.ts';

/** One record of a file: its cells, or why there are none. An empty line is a record of one empty cell. */
export type CsvRecord = Place & ({ readonly kind: 'cells'; readonly cells: readonly string[] } | Unreadable);

interface Place {
  /** Of its first line, from 1. */
  readonly line: number;
  /** How many lines it has. Each line of a file is in exactly one record. */
  readonly lines: number;
  /** How many of them were taken for Windows-1252. */
  readonly guessed: number;
  /** As it stands in the file. */
  readonly text: string;
}

interface Unreadable {
  readonly kind: 'unreadable';
  readonly message: string;
  /** The cells of the record it would open, when its other lines were given back and the last tells of nobody else. */
  readonly opened: readonly string[] | null;
}

/** What is known of a kind of sheet beyond CSV, which alone cannot tell it. */
export interface SheetSense {
  /** What separates the cells, by the first lines; null while all of them are empty. */
  separatorIn(lines: readonly { readonly text: string }[]): Separator | null;
  /**
   * Whether cells of a record of several lines hold what must be rows.
   * @param lines of the record, at least two
   * @returns `opened`: rows, and its other lines are of nobody but the row it would open
   */
  swallows(lines: readonly string[], cells: readonly string[]): 'nothing' | 'rows' | 'opened';
}

export interface RecordBatch {
  readonly records: readonly CsvRecord[];
  readonly encoding: Encoding;
  readonly separator: Separator;
}

/** What a cell may hold is far shorter; a quotation mark nobody closed must not swallow the rest of the file. */
const MAX_RECORD_LINES = 50;

const NOT_CLOSED = 'an opening quotation mark is never closed';
const MISPLACED = 'a quotation mark is where none may be';
const SWALLOWS = 'an opening quotation mark is closed only after further rows; those are read as rows';
/** Empty lines that wait for the header to say what separates cells. */
const MOST_ABOVE_HEADER = 1_000;
const TOO_LONG = `the line is longer than ${MAX_LINE_LENGTH / 1_024} KB`;

/**
 * Reads records (RFC 4180, or separated by semicolons or tabs; LF, CRLF or CR) from a stream, in memory that does not
 * grow with it.
 *
 * Records are put together here, from whole lines, and only then handed to csv-parse: its stream parser counts a CRLF
 * within quotes as two lines and cannot go on after a quotation mark that is never closed. Here the line that opens it
 * is reported and reading goes on with the next line. So it does when a cell would hold lines that are rows themselves.
 * @param bytes in chunks of any size
 */
export async function* readRecords(
  bytes: AsyncIterable<Uint8Array>,
  sense: SheetSense,
): AsyncGenerator<RecordBatch> {
  let open: readonly Line[] = [];
  let separator: Separator | null = null;
  for await (const { lines, encoding, last } of readLines(bytes)) {
    const known = [...open, ...lines];
    separator ??= sense.separatorIn(known);
    // What stands above the header is read as the header says, wherever a chunk ends.
    if (separator === null && !last && known.length < MOST_ABOVE_HEADER) {
      open = known;
      continue;
    }
    const taken = takeRecords(known, separator ?? ',', sense, last);
    open = taken.open;
    yield { records: taken.records, encoding, separator: separator ?? ',' };
  }
}

function takeRecords(
  lines: readonly Line[],
  separator: Separator,
  sense: SheetSense,
  last: boolean,
): { records: CsvRecord[]; open: readonly Line[] } {
  const records: CsvRecord[] = [];
  let single: Line[] = [];
  const flush = () => {
    records.push(...parseLines(single, separator, sense));
    single = [];
  };
  let at = 0;
  for (let line = lines[at]; line !== undefined; line = lines[at]) {
    const end = endOfRecord(lines, at);
    if (end === at + 1) {
      single.push(line);
      at = end;
      continue;
    }
    if (end === 'open' && !last) break;
    flush();
    const record =
      typeof end === 'number'
        ? parseRecord(lines.slice(at, end), separator, sense)
        : unreadable(line, end === 'too long' ? TOO_LONG : faultOf(line, separator));
    records.push(record);
    at += record.lines;
  }
  flush();
  return { records, open: lines.slice(at) };
}

/** The index after the record that starts at `start`: quotation marks come in pairs within a record. */
function endOfRecord(lines: readonly Line[], start: number): number | 'open' | 'endless' | 'too long' {
  let quotes = 0;
  let length = 0;
  for (let at = start; at < lines.length; at++) {
    const { text, tooLong } = lines[at] ?? { text: '', tooLong: false };
    quotes += countQuotes(text);
    length += text.length;
    if (tooLong || length > MAX_LINE_LENGTH) return at === start ? 'too long' : 'endless';
    if (quotes % 2 === 0) return at + 1;
    if (at - start + 1 >= MAX_RECORD_LINES) return 'endless';
  }
  return 'open';
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count++;
  return count;
}

/** Many records at once, because starting csv-parse costs more than a short record; one by one only to find a bad one. */
function parseLines(lines: readonly Line[], separator: Separator, sense: SheetSense): CsvRecord[] {
  const rows = parseText(lines, separator);
  if (typeof rows === 'string' || rows.length !== lines.length)
    return lines.map(line => parseRecord([line], separator, sense));
  return lines.map((line, index) => ({ kind: 'cells', ...placeOf([line]), cells: rows[index] ?? [] }));
}

/** All the lines, or only the first: then the others are records of their own. */
function parseRecord(lines: readonly Line[], separator: Separator, sense: SheetSense): CsvRecord {
  const [first] = lines;
  if (!first) throw new Error('A record has at least one line.');
  const rows = parseText(lines, separator);
  const [cells, ...more] = typeof rows === 'string' ? [] : rows;
  if (!cells || more.length > 0) return unreadable(first, faultOf(first, separator));
  const swallowed =
    lines.length === 1
      ? 'nothing'
      : sense.swallows(
          lines.map(line => line.text),
          cells,
        );
  if (swallowed === 'nothing') return { kind: 'cells', ...placeOf(lines), cells };
  return unreadable(first, SWALLOWS, swallowed === 'opened' ? cells : null);
}

function unreadable(line: Line, message: string, opened: readonly string[] | null = null): CsvRecord {
  return { kind: 'unreadable', ...placeOf([line]), message, opened };
}

function placeOf(lines: readonly Line[]): Place {
  return {
    line: lines[0]?.number ?? 0,
    lines: lines.length,
    guessed: lines.filter(line => line.guessed).length,
    text: lines.map(line => line.text).join('\n'),
  };
}

/** What is wrong with the quotation marks of a line, others aside. */
function faultOf(line: Line, separator: Separator): string {
  const parsed = parseText([line], separator);
  return parsed === 'not closed' ? NOT_CLOSED : MISPLACED;
}

function parseText(lines: readonly Line[], separator: Separator): string[][] | 'not closed' | 'misplaced' {
  try {
    // Ended by a line break, for csv-parse sees no record in an empty line at the very end.
    const text = lines.map(line => `${line.text}\n`).join('');
    return parse(text, { delimiter: separator, record_delimiter: '\n', relax_column_count: true });
  } catch (error) {
    return error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'not closed' : 'misplaced';
  }
}
