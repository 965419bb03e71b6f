import { parse } from 'csv-parse/sync';

/** One record of a file: its cells, or why there are none. */
export type CsvRecord =
  | { readonly kind: 'cells'; readonly line: number; readonly cells: readonly string[] }
  | { readonly kind: 'unreadable'; readonly line: number; readonly found: string; readonly message: string };

interface Line {
  readonly number: number;
  readonly text: string;
}

/** What a cell may hold is far shorter; a quotation mark nobody closed must not swallow the rest of the file. */
const MAX_RECORD_LINES = 50;
const MAX_RECORD_LENGTH = 65_536;

const NOT_CLOSED = 'a quotation mark is opened and not closed';
const MISPLACED = 'a quotation mark stands where none may';
const TOO_LONG = `the line is longer than ${MAX_RECORD_LENGTH} characters`;

/**
 * Reads comma-separated records (RFC 4180; LF, CRLF or CR; with or without BOM) from a stream, in memory that does not
 * grow with it. Bad bytes become U+FFFD.
 *
 * Records are put together here, from whole lines, and only then handed to csv-parse: its stream parser counts a CRLF
 * within quotes as two lines and cannot go on after a quotation mark that is never closed. Here the line that opens it
 * is reported and reading goes on with the next line.
 * @param bytes in chunks of any size
 */
export async function* readRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly CsvRecord[]> {
  let open: readonly Line[] = [];
  for await (const { lines, last } of readLines(bytes)) {
    const taken = takeRecords([...open, ...lines], last);
    open = taken.open;
    yield taken.records;
  }
}

async function* readLines(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ lines: Line[]; last: boolean }> {
  const decoder = new TextDecoder();
  let rest = '';
  let count = 0;
  const number = (texts: readonly string[]) => texts.map(text => ({ number: ++count, text }));
  for await (const chunk of bytes) {
    // A CR at the very end may be half of a CRLF: it stays in the rest.
    const texts = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = (texts.pop() ?? '').slice(0, MAX_RECORD_LENGTH + 1);
    yield { lines: number(texts), last: false };
  }
  yield { lines: number((rest + decoder.decode()).split(/\r\n|\n|\r/)), last: true };
}

function takeRecords(lines: readonly Line[], last: boolean): { records: CsvRecord[]; open: readonly Line[] } {
  const records: CsvRecord[] = [];
  let single: Line[] = [];
  const flush = () => {
    records.push(...parseLines(single));
    single = [];
  };
  let at = 0;
  for (let line = lines[at]; line !== undefined; line = lines[at]) {
    const end = endOfRecord(lines, at);
    if (end === at + 1) {
      if (line.text !== '') single.push(line);
      at = end;
      continue;
    }
    if (end === 'open' && !last) break;
    flush();
    const record = typeof end === 'number' ? parseRecord(lines.slice(at, end)) : unreadable(line, end);
    records.push(record);
    // Its other lines may be whole records.
    at = record.kind === 'cells' && typeof end === 'number' ? end : at + 1;
  }
  flush();
  return { records, open: lines.slice(at) };
}

/** The index after the record that starts at `start`: quotation marks come in pairs within a record. */
function endOfRecord(lines: readonly Line[], start: number): number | 'open' | 'endless' | 'too long' {
  let quotes = 0;
  let length = 0;
  for (let at = start; at < lines.length; at++) {
    const text = lines[at]?.text ?? '';
    quotes += countQuotes(text);
    length += text.length;
    if (length > MAX_RECORD_LENGTH) return at === start ? 'too long' : 'endless';
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

function unreadable(line: Line, why: 'open' | 'endless' | 'too long'): CsvRecord {
  const message = why === 'too long' ? TOO_LONG : NOT_CLOSED;
  return { kind: 'unreadable', line: line.number, found: line.text, message };
}

/** Many records at once, because starting csv-parse costs more than a short record; one by one only to find a bad one. */
function parseLines(lines: readonly Line[]): CsvRecord[] {
  if (lines.length === 0) return [];
  const rows = parseText(lines.map(line => line.text).join('\n'));
  if (rows?.length !== lines.length) return lines.map(line => parseRecord([line]));
  return rows.map((cells, index) => ({ kind: 'cells', line: lines[index]?.number ?? 0, cells }));
}

function parseRecord(lines: readonly Line[]): CsvRecord {
  const [first] = lines;
  if (!first) throw new Error('A record has at least one line.');
  const rows = parseText(lines.map(line => line.text).join('\n'));
  const [cells] = rows ?? [];
  if (cells) return { kind: 'cells', line: first.number, cells };
  return { kind: 'unreadable', line: first.number, found: first.text, message: MISPLACED };
}

function parseText(text: string): string[][] | null {
  try {
    return parse(text, { record_delimiter: '\n', relax_column_count: true });
  } catch {
    return null;
  }
}
