import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readersSheet } from '../../src/audience/readers-sheet.ts';
import { type CsvRecord, readRecords } from '../../src/sheet/record.ts';

async function readAll(text: string | Uint8Array, chunkSize = 65_536): Promise<CsvRecord[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  async function* chunks() {
    for (let from = 0; from < bytes.length; from += chunkSize) yield bytes.subarray(from, from + chunkSize);
  }
  const records: CsvRecord[] = [];
  for await (const batch of readRecords(chunks(), readersSheet())) records.push(...batch.records);
  return records;
}

/** Without what this file does not look at. */
async function read(text: string | Uint8Array, chunkSize?: number) {
  return (await readAll(text, chunkSize)).map(record =>
    record.kind === 'cells'
      ? { kind: record.kind, line: record.line, cells: record.cells }
      : { kind: record.kind, line: record.line, message: record.message },
  );
}

const cells = (line: number, ...texts: string[]) => ({ kind: 'cells', line, cells: texts });
const unreadable = (line: number, message: string) => ({
  kind: 'unreadable',
  line,
  message: expect.stringContaining(message),
});

describe('records of a CSV file', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('keep their line numbers with %s, quoted line breaks and empty lines', async (_, end) => {
    const text = ['a,b', '', '"x', 'y","z""', 'q"', '', 'c', ''].join(end);
    for (const size of [1, 2, 3, 7, 1_000]) {
      expect(await read(text, size)).toEqual([
        cells(1, 'a', 'b'),
        cells(2, ''),
        cells(3, 'x\ny', 'z"\nq'),
        cells(6, ''),
        cells(7, 'c'),
      ]);
    }
  });

  it('may end in any of the three ways within one file, and need no end at the end', async () => {
    expect(await read('a\r\nb\nc\rd')).toEqual([cells(1, 'a'), cells(2, 'b'), cells(3, 'c'), cells(4, 'd')]);
    expect(await read('a\r')).toEqual([cells(1, 'a')]);
    expect(await read('')).toEqual([]);
    expect(await read('\r')).toEqual([cells(1, '')]);
    expect(await read('a\n\n')).toEqual([cells(1, 'a'), cells(2, '')]);
  });

  it('lose a byte order mark and show bad bytes', async () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x2c, 0xff, 0x62, 0x0a, 0xc3, 0xbc]);
    for (const size of [1, 100])
      expect(await read(bytes, size)).toEqual([cells(1, 'a', '\ufffdb'), cells(2, 'ü')]);
  });

  it('go on after a line with a misplaced quotation mark', async () => {
    expect(await read('a,1\nb"c,2\nd,"e" f\ng,4\nh,"5""\ni,6\n')).toEqual([
      cells(1, 'a', '1'),
      unreadable(2, 'where none may'),
      unreadable(3, 'where none may'),
      cells(4, 'g', '4'),
      unreadable(5, 'is never closed'),
      cells(6, 'i', '6'),
    ]);
  });

  it('are not swallowed by a quotation mark that is never closed', async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => `r${index}@example.com,Reader ${index}`);
    rows[10] = 'r10@example.com,"Reader 10';
    rows[2_990] = '"r2990@example.com';
    for (const size of [100, 65_536]) {
      const records = await read(rows.join('\n'), size);
      expect(records).toHaveLength(3_000);
      expect(records.filter(record => record.kind === 'unreadable').map(record => record.line)).toEqual([
        11, 2_991,
      ]);
      expect(records.map(record => record.line)).toEqual(rows.map((_, index) => index + 1));
    }
  });

  it('refuse a line of unreasonable length without keeping it', async () => {
    const text = `a\n${'x'.repeat(300_000)}\nb\n"${'y'.repeat(70_000)}"\nc`;
    for (const size of [1_000, 65_536, 1_000_000]) {
      expect(await read(text, size)).toEqual([
        cells(1, 'a'),
        unreadable(2, 'longer than'),
        cells(3, 'b'),
        unreadable(4, 'longer than'),
        cells(5, 'c'),
      ]);
    }
  });

  it('come out as they went in, wherever the stream is cut', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'ü', '"', ',', '\n', ';', ' ', '😀', "'"),
      maxLength: 6,
    });
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
        const quoted = rows.map(row => row.map(text => `"${text.replaceAll('"', '""')}"`).join(','));
        const lines = quoted.map((_, index) => 1 + quoted.slice(0, index).join('\n').split('\n').length);
        expect(await read(quoted.join('\n'), size)).toEqual(
          rows.map((row, index) => cells(index === 0 ? 1 : (lines[index] ?? 0), ...row)),
        );
      }),
    );
  });

  it('do not lose the line after a long one that a chunk ends with', async () => {
    const long = 'x'.repeat(70_000);
    for (const end of ['\r', '\r\n', '\n'])
      for (const size of [long.length, long.length + 1, long.length + 2])
        expect(await read(`${long}${end}b${end}`, size)).toEqual([
          unreadable(1, 'longer than'),
          cells(2, 'b'),
        ]);
  });

  it('above the header are read as the header says, wherever a chunk ends', async () => {
    for (const size of [1, 2, 100])
      expect(await read(',\remail;\ra', size)).toEqual([cells(1, ','), cells(2, 'email', ''), cells(3, 'a')]);
  });

  it('of any garbage never throw, and hold every line once', async () => {
    const garbage = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\ufffd', '\0', '\ufeff', '@b.c', 'email', ';', 'ü'),
      maxLength: 80,
    });
    const encoded = fc
      .tuple(garbage, fc.constantFrom<BufferEncoding>('utf8', 'latin1', 'utf16le'))
      .map(([text, encoding]) => Buffer.from(text, encoding));
    await fc.assert(
      fc.asyncProperty(encoded, fc.integer({ min: 1, max: 20 }), async (bytes, size) => {
        const whole = await readAll(bytes);
        expect(await readAll(bytes, size)).toEqual(whole);
        let next = 1;
        for (const { line, lines, text } of whole) {
          expect(line).toBe(next);
          expect(text.split('\n')).toHaveLength(lines);
          next += lines;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
