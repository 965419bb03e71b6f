import { type ImportReport, RunningReport } from '../../src/audience/import-report.ts';
import type { ImportRow } from '../../src/audience/import-row.ts';
import { gatherWishes, type Wish } from '../../src/audience/import-rules.ts';
import { ASKED_NOTHING, type AskedMapping } from '../../src/audience/moving/asked-mapping.ts';
import type { Mapping } from '../../src/audience/moving/mapping.ts';
import { readersSheet } from '../../src/audience/readers-sheet.ts';
import { readRecords } from '../../src/sheet/record.ts';

interface Reading {
  readonly report: ImportReport;
  readonly rows: readonly ImportRow[];
  readonly wishes: ReadonlyMap<string, Wish>;
}

/** What an import reads from a file, before it meets a database. */
export async function readWholeFile(
  bytes: Uint8Array,
  chunkSize = 1_000,
  asked: AskedMapping = ASKED_NOTHING,
): Promise<Reading> {
  async function* chunks() {
    for (let from = 0; from < bytes.length; from += chunkSize) yield bytes.subarray(from, from + chunkSize);
  }
  const report = new RunningReport(1_000, asked);
  const rows: ImportRow[] = [];
  let header: Mapping | 'none' | 'unusable' = 'none';
  for await (const { records } of readRecords(chunks(), readersSheet()))
    for (const record of records) {
      if (header === 'none') header = report.takeHeader(record);
      else if (header === 'unusable') report.leave(record);
      else {
        const row = report.takeRow(header, record);
        if (row) rows.push(row);
      }
    }
  const wishes = new Map(gatherWishes(rows, true).map(wish => [wish.dedupeKey, wish]));
  return { report: report.done(), rows, wishes };
}

export const asksForNoMail = (wish: Wish | undefined) =>
  wish !== undefined && (wish.suppress || wish.state === 'unsubscribed');

/** The lines of a file as a text editor shows them, a last empty one aside. */
export function physicalLines(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
