import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { COLUMNS, type ExportRow, toCells } from './csv.ts';

/**
 * Writes subscribers as the CSV file that an import reads (design 2.6), at the pace of whoever reads it.
 * @param pages rows in the order they are to stand
 * @param writable left open, so that it may be stdout
 * @returns how many rows were written
 */
export async function exportSubscribers(
  pages: AsyncIterable<readonly ExportRow[]>,
  writable: Writable,
): Promise<number> {
  let rows = 0;
  async function* lines() {
    yield stringify([COLUMNS]);
    for await (const page of pages) {
      rows += page.length;
      yield stringify(page.map(toCells));
    }
  }
  await pipeline(Readable.from(lines()), writable, { end: false });
  return rows;
}
