import { setImmediate } from 'node:timers/promises';
import { readRecords } from '../sheet/record.ts';
import { type ImportReport, type ImportTally, RunningReport } from './import-report.ts';
import type { ImportRow } from './import-row.ts';
import { ASKED_NOTHING, type AskedMapping } from './moving/asked-mapping.ts';
import { fold } from './moving/field.ts';
import type { Mapping } from './moving/mapping.ts';
import { isEitherOr, isLeave } from './moving/meaning.ts';
import type { ShapeName } from './moving/shape.ts';
import { readersSheet } from './readers-sheet.ts';

export interface ImportOptions {
  /** The words the readers agreed to: then rows become confirmed. Without it they become pending. */
  readonly consent?: string;
  /** Kept with the consents; `import` unless told. */
  readonly source?: string;
  /** Reports what would happen and writes nothing. */
  readonly dryRun?: boolean;
  /** How the file is to be read; told by its header unless it says so. */
  readonly mapping?: AskedMapping;
  /** What the file is called, where that is known: some names say that nobody in it may get mail. */
  readonly fileName?: string;
  /** How many problems the report lists; all are counted. 100 unless told. */
  readonly listedProblems?: number;
}

/** What an import means to storage, with everything that is the same for all rows. */
export interface ImportOrder {
  readonly consent: string | null;
  readonly source: string;
  /** Whose export it is. */
  readonly from: ShapeName;
  /** Epoch ms. */
  readonly at: number;
  readonly dryRun: boolean;
}

export interface ImportOutcome extends ImportTally {
  /** New pending subscribers, who need a confirmation mail. */
  readonly pendingIds: readonly number[];
}

/** What an import needs from storage. */
export interface ImportTarget {
  /** Writes the rows, at most 1,000, in one transaction of their own. */
  write(rows: readonly ImportRow[], order: ImportOrder): Promise<ImportOutcome>;
}

export interface ImportDeps {
  readonly target: ImportTarget;
  readonly now: () => number;
  /**
   * Called after each transaction with those who need a confirmation mail; the import waits for it. Never called with
   * `consent` or in a dry run.
   */
  readonly onPending?: (ids: readonly number[]) => Promise<void>;
}

/** More, and a sign-up that waits for the write lock would notice. */
const ROWS_PER_TRANSACTION = 1_000;

/**
 * Imports subscribers from a CSV file, our own (design 2.6) or another service’s export, good rows kept and bad ones
 * reported, in memory that does not grow with the file. Every line ends in exactly one count, and whoever asks for no
 * mail in a row that can be read as far as that gets none. Imported twice, the second time changes nothing.
 * @param file its bytes; a Readable will do. A function that gives them anew is asked twice: then whoever leaves is written
 * before anybody comes in, and an import that breaks off has brought in nobody who leaves further down
 * @throws what the stream or the database throws; the transactions before that stay
 */
export async function importSubscribers(
  deps: ImportDeps,
  file: AsyncIterable<Uint8Array> | (() => AsyncIterable<Uint8Array>),
  options: ImportOptions = {},
): Promise<ImportReport> {
  const listed = options.listedProblems ?? 100;
  if (typeof file !== 'function') {
    const report = newReport(options, listed);
    await readThrough(deps, file, options, report, () => true);
    return report.done();
  }
  const first = newReport(options, 0);
  await readThrough(deps, file(), options, first, leaves);
  // Lines and problems are counted by the second reading, what was written by the one that wrote it.
  const report = newReport(options, listed, saysYesOrNo(first.done()));
  report.count(first.done());
  await readThrough(deps, file(), options, report, row => !leaves(row));
  return report.done();
}

function newReport(options: ImportOptions, listed: number, yesAndNo = false): RunningReport {
  const { mapping = ASKED_NOTHING, fileName } = options;
  return new RunningReport(listed, mapping, { ...(fileName !== undefined && { fileName }), yesAndNo });
}

function saysYesOrNo({ understood }: ImportReport): boolean {
  return (understood?.words ?? []).some(({ word }) => isEitherOr(word));
}

function leaves({ status }: ImportRow): boolean {
  return isLeave(status);
}

/** @param takes whether a row is written in this reading */
async function readThrough(
  deps: ImportDeps,
  bytes: AsyncIterable<Uint8Array>,
  options: ImportOptions,
  report: RunningReport,
  takes: (row: ImportRow) => boolean,
): Promise<void> {
  let header: Mapping | 'none' | 'unusable' = 'none';
  let waiting: ImportRow[] = [];
  const sense = readersSheet(spokenOf(options.mapping));
  for await (const { records, encoding, separator } of readRecords(bytes, sense)) {
    report.assume(encoding, separator);
    for (const record of records) {
      if (header === 'none') {
        header = report.takeHeader(record);
        continue;
      }
      if (header === 'unusable') {
        report.leave(record);
        continue;
      }
      const row = report.takeRow(header, record);
      if (row && takes(row)) waiting.push(row);
      if (waiting.length < ROWS_PER_TRANSACTION) continue;
      report.count(await writeRows(deps, waiting, { ...options, from: header.shape.name }));
      waiting = [];
    }
  }
  if (header === 'none') report.missHeader();
  if (waiting.length > 0 && typeof header !== 'string') {
    report.count(await writeRows(deps, waiting, { ...options, from: header.shape.name }));
  }
}

function spokenOf(mapping: AskedMapping = ASKED_NOTHING): string[] {
  return mapping.columns.map(({ column }) => fold(column));
}

async function writeRows(
  deps: ImportDeps,
  rows: readonly ImportRow[],
  options: ImportOptions & { readonly from: ShapeName },
): Promise<ImportOutcome> {
  const { consent = null, source = 'import', from, dryRun = false } = options;
  const outcome = await deps.target.write(rows, { consent, source, from, at: deps.now(), dryRun });
  // A restored export says who was still pending: they were asked once, and `consent` promises no mail.
  if (outcome.pendingIds.length > 0 && consent === null) await deps.onPending?.(outcome.pendingIds);
  // Lets whoever waits for the write lock, or for this process, have their turn.
  await setImmediate();
  return outcome;
}
