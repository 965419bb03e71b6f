import { type CsvProblem, type Header, type ImportRow, readHeader, readRow } from './csv.ts';
import type { CsvRecord } from './csv-record.ts';
import { printable } from './visible-text.ts';

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

export interface ImportReport extends ImportTally {
  /** Data rows read: added + changed + unchanged + keptOut + suppressed + refused. */
  readonly rows: number;
  /** Rows with at least one problem; nothing of them was written. */
  readonly refused: number;
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
  #tally: ImportTally = EMPTY;

  constructor(listed: number) {
    this.#listed = listed;
  }

  takeHeader(record: CsvRecord): Header | null {
    if (record.kind === 'unreadable') {
      this.#refuse([unreadable(record)]);
      return null;
    }
    const read = readHeader(record.cells, record.line);
    if (read.kind === 'ok') return read.header;
    this.#refuse(read.problems);
    return null;
  }

  takeRow(header: Header, record: CsvRecord): ImportRow | null {
    const read =
      record.kind === 'unreadable'
        ? ({ kind: 'bad', problems: [unreadable(record)] } as const)
        : readRow(header, record.cells, record.line);
    if (read.kind === 'blank') return null;
    this.#rows++;
    if (read.kind === 'ok') return read.row;
    this.#refused++;
    this.#refuse(read.problems);
    return null;
  }

  count(outcome: ImportTally): void {
    this.#tally = add(this.#tally, outcome);
  }

  done(): ImportReport {
    return {
      rows: this.#rows,
      ...this.#tally,
      refused: this.#refused,
      problems: this.#problems,
      problemCount: this.#problemCount,
    };
  }

  #refuse(problems: readonly CsvProblem[]): void {
    this.#problemCount += problems.length;
    this.#problems.push(...problems.slice(0, this.#listed - this.#problems.length));
  }
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

function unreadable(record: Extract<CsvRecord, { kind: 'unreadable' }>): CsvProblem {
  return {
    line: record.line,
    column: '',
    found: printable(record.found),
    message: record.message,
    fix: 'put the whole cell in quotation marks and double those inside: "Ann ""Annie"" Lee"',
  };
}
