import type { Encoding } from '../sheet/encoding.ts';
import type { CsvRecord } from '../sheet/record.ts';
import { isEmptyLine, namedSeparator, type Separator } from '../sheet/separator.ts';
import type { CsvProblem } from './csv.ts';
import { type ImportRow, readRow, unreadable } from './import-row.ts';
import { ASKED_NOTHING, type AskedMapping } from './moving/asked-mapping.ts';
import { type FileFacts, type Mapping, mapHeader } from './moving/mapping.ts';
import { RunningUnderstanding, type Understanding } from './moving/understanding.ts';

/** What became of rows. Every row counts once, but for those that were refused before. */
export interface ImportTally {
  /** New subscribers by state. */
  readonly added: Readonly<Record<'pending' | 'confirmed' | 'unsubscribed', number>>;
  /** Known subscribers that were confirmed, unsubscribed, or had gaps filled. */
  readonly changed: number;
  readonly unchanged: number;
  /** Asked to be let in, but the address has unsubscribed, is suppressed or was erased. */
  readonly keptOut: number;
  /** Newly suppressed addresses. */
  readonly suppressed: number;
}

/** Where the lines of a file went: all = header + blank + rows of the report + further + unread. */
export interface LineCounts {
  readonly all: number;
  /** The names of the columns, and a line like `sep=;` before them. */
  readonly header: number;
  readonly blank: number;
  /** The lines of rows after their first: a cell in quotation marks may have several. */
  readonly further: number;
  /** Below a header that cannot be used. */
  readonly unread: number;
}

/** What a file does not say of itself and was taken for granted. */
export interface Assumptions {
  readonly encoding: Encoding;
  readonly separator: Separator;
  /** Lines that are no UTF-8 and were read as Windows-1252. */
  readonly guessed: number;
  /** The first of them; null for none. */
  readonly firstGuessed: number | null;
}

export interface ImportReport extends ImportTally {
  readonly lines: LineCounts;
  /** Data rows read: added + changed + unchanged + keptOut + suppressed + refused. */
  readonly rows: number;
  /** Rows of which nothing was written. */
  readonly refused: number;
  /** Rows with a problem that ask for no mail, and got what they ask for: among the other counts. */
  readonly leftDespite: number;
  readonly assumed: Assumptions;
  /** How columns and status words were read; null for a file without a header. */
  readonly understood: Understanding | null;
  /** The first problems, in the order of the file; a wrong header is the only one, and then nothing was read. */
  readonly problems: readonly CsvProblem[];
  readonly problemCount: number;
}

/** Counts while the file is read. */
export class RunningReport {
  readonly #listed: number;
  readonly #problems: CsvProblem[] = [];
  #problemCount = 0;
  #rows = 0;
  #refused = 0;
  #leftDespite = 0;
  #tally: ImportTally = EMPTY;
  readonly #lines: Record<keyof LineCounts, number> = { all: 0, header: 0, blank: 0, further: 0, unread: 0 };
  readonly #asked: AskedMapping;
  readonly #facts: FileFacts;
  #understanding: RunningUnderstanding | null = null;
  #assumed: Assumptions = { encoding: 'utf-8', separator: ',', guessed: 0, firstGuessed: null };

  constructor(listed: number, asked: AskedMapping = ASKED_NOTHING, facts: FileFacts = {}) {
    this.#facts = facts;
    this.#listed = listed;
    this.#asked = asked;
  }

  assume(encoding: Encoding, separator: Separator): void {
    this.#assumed = { ...this.#assumed, encoding, separator };
  }

  /** @returns 'none' where the header is still to come */
  takeHeader(record: CsvRecord): Mapping | 'none' | 'unusable' {
    this.#meet(record);
    if (isEmptyLine(record.text)) {
      this.#countLines('blank', record.lines);
      return 'none';
    }
    this.#countLines('header', record.lines);
    if (namedSeparator(record.text) !== null) return 'none';
    if (record.kind === 'unreadable' || PACKED.test(record.text)) {
      this.#tell([PACKED.test(record.text) ? packed(record) : unreadable(record)]);
      return 'unusable';
    }
    const { mapping, faults } = mapHeader(record.cells, this.#asked, this.#facts);
    this.#understanding = new RunningUnderstanding(mapping);
    this.#tell(faults.map(fault => ({ line: record.line, ...fault })));
    return faults.length === 0 ? mapping : 'unusable';
  }

  /** No line could be taken for a header. */
  missHeader(): void {
    this.#tell(mapHeader([], this.#asked).faults.map(fault => ({ line: 1, ...fault })));
  }

  /** A record below a header that cannot be used: it only shows what the columns hold. */
  leave(record: CsvRecord): void {
    this.#meet(record);
    if (record.kind === 'cells') this.#understanding?.take(record.cells);
    this.#countLines('unread', record.lines);
  }

  takeRow(mapping: Mapping, record: CsvRecord): ImportRow | null {
    this.#meet(record);
    const read = readRow(mapping, record);
    if (read.kind === 'blank') {
      this.#countLines('blank', record.lines);
      return null;
    }
    this.#rows++;
    this.#countLines('further', record.lines - 1);
    if (record.kind === 'cells') this.#understanding?.take(record.cells);
    this.#tell(read.problems);
    if (read.kind === 'bad') {
      this.#refused++;
      return null;
    }
    if (read.problems.length > 0) this.#leftDespite++;
    for (const cell of read.leftEmpty) this.#understanding?.leaveEmpty(cell, record.line);
    return read.row;
  }

  count(outcome: ImportTally): void {
    this.#tally = add(this.#tally, outcome);
  }

  done(): ImportReport {
    return {
      lines: { ...this.#lines },
      rows: this.#rows,
      ...this.#tally,
      refused: this.#refused,
      leftDespite: this.#leftDespite,
      assumed: this.#assumed,
      understood: this.#understanding?.done() ?? null,
      problems: this.#problems,
      problemCount: this.#problemCount,
    };
  }

  #meet({ line, lines, guessed }: CsvRecord): void {
    this.#lines.all = line + lines - 1;
    if (guessed === 0) return;
    const { guessed: before, firstGuessed } = this.#assumed;
    this.#assumed = { ...this.#assumed, guessed: before + guessed, firstGuessed: firstGuessed ?? line };
  }

  #countLines(kind: Exclude<keyof LineCounts, 'all'>, count: number): void {
    this.#lines[kind] += count;
  }

  #tell(problems: readonly CsvProblem[]): void {
    this.#problemCount += problems.length;
    this.#problems.push(...problems.slice(0, this.#listed - this.#problems.length));
  }
}

/** How ZIP files begin, and so do Excel workbooks. */
const PACKED = /^PK[\x03\x05]/;

function packed({ line }: CsvRecord): CsvProblem {
  const message = 'this is a ZIP file or an Excel workbook, not CSV';
  const fix = 'unpack it and import the CSV files in it one by one, or save the sheet as CSV';
  return { line, column: '', found: '', message, fix };
}

const EMPTY: ImportTally = {
  added: { pending: 0, confirmed: 0, unsubscribed: 0 },
  changed: 0,
  unchanged: 0,
  keptOut: 0,
  suppressed: 0,
};

function add(a: ImportTally, b: ImportTally): ImportTally {
  return {
    added: {
      pending: a.added.pending + b.added.pending,
      confirmed: a.added.confirmed + b.added.confirmed,
      unsubscribed: a.added.unsubscribed + b.added.unsubscribed,
    },
    changed: a.changed + b.changed,
    unchanged: a.unchanged + b.unchanged,
    keptOut: a.keptOut + b.keptOut,
    suppressed: a.suppressed + b.suppressed,
  };
}
