import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { COLUMNS, type ExportRow, toCells } from './csv.ts';

/** Subscribers as the CSV file that an import reads (design 2.6), page by page. */
export async function* exportLines(pages: AsyncIterable<readonly ExportRow[]>): AsyncGenerator<string> {
  yield stringify([COLUMNS]);
  for await (const page of pages) yield stringify(page.map(toCells));
}

/**
 * Writes that file, at the pace of whoever reads it.
 * @param pages rows in the order they are to stand
 * @param writable left open, so that it may be stdout
 * @returns how many rows were written
 */
export async function exportSubscribers(
  pages: AsyncIterable<readonly ExportRow[]>,
  writable: Writable,
): Promise<number> {
  let rows = 0;
  async function* counted() {
    for await (const page of pages) {
      rows += page.length;
      yield page;
    }
  }
  await pipeline(Readable.from(exportLines(counted())), writable, { end: false });
  return rows;
}
