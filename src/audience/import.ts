import { setImmediate } from 'node:timers/promises';
import type { Header, ImportRow } from './csv.ts';
import { readRecords } from './csv-record.ts';
import { type ImportReport, type ImportTally, RunningReport } from './import-report.ts';

export interface ImportOptions {
  /** The words the readers agreed to: then rows become confirmed. Without it they become pending. */
  readonly consent?: string;
  /** Kept with the consents; `import` unless told. */
  readonly source?: string;
  /** Reports what would happen and writes nothing. */
  readonly dryRun?: boolean;
  /** How many problems the report lists; all are counted. 100 unless told. */
  readonly listedProblems?: number;
}

/** What an import means to storage, with everything that is the same for all rows. */
export interface ImportOrder {
  readonly consent: string | null;
  readonly source: string;
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
 * Imports subscribers from a CSV file (design 2.6), good rows kept and bad ones reported, in memory that does not grow
 * with the file. Every line ends in exactly one count, and whoever asks for no mail in a row that can be read as far as
 * that gets none. Imported twice, the second time changes nothing.
 * @param bytes the file; a Readable will do
 * @throws what the stream or the database throws; the transactions before that stay
 */
export async function importSubscribers(
  deps: ImportDeps,
  bytes: AsyncIterable<Uint8Array>,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const report = new RunningReport(options.listedProblems ?? 100);
  let header: Header | 'none' | 'unusable' = 'none';
  let waiting: ImportRow[] = [];
  for await (const { records, encoding, separator } of readRecords(bytes)) {
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
      if (row) waiting.push(row);
      if (waiting.length < ROWS_PER_TRANSACTION) continue;
      await writeRows(deps, waiting, options, report);
      waiting = [];
    }
  }
  if (header === 'none') report.missHeader();
  if (waiting.length > 0) await writeRows(deps, waiting, options, report);
  return report.done();
}

async function writeRows(
  deps: ImportDeps,
  rows: readonly ImportRow[],
  options: ImportOptions,
  report: RunningReport,
): Promise<void> {
  const { consent = null, source = 'import', dryRun = false } = options;
  const outcome = await deps.target.write(rows, { consent, source, at: deps.now(), dryRun });
  report.count(outcome);
  // A restored export says who was still pending: they were asked once, and `consent` promises no mail.
  if (outcome.pendingIds.length > 0 && consent === null) await deps.onPending?.(outcome.pendingIds);
  // Lets whoever waits for the write lock, or for this process, have their turn.
  await setImmediate();
}
