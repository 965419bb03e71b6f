import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksForNoMail, physicalLines, readWholeFile as read } from './read-whole-file.ts';

const HEADER = 'email,name,timezone,interests,status';

const name = fc.constantFrom(
  '',
  'Ann',
  'Lee; Ann',
  'Lee, Ann',
  'Zoë',
  'Ann "A" Lee',
  'Ann\nLee',
  "O'Hara",
  '-',
);
const zone = fc.constantFrom('', 'Europe/Prague', 'Eastern Time (US & Canada)', 'utc');
const interests = fc.constantFrom('', 'AI', 'AI;Voice', 'x'.repeat(50));
const status = fc.constantFrom(
  '',
  'pending',
  'confirmed',
  'unsubscribed',
  'suppressed',
  'Unsubscribed',
  'maybe',
);
const row = fc.tuple(fc.integer({ min: 0, max: 9 }), name, zone, interests, status);

const rowText = ([who, ...cells]: typeof row extends fc.Arbitrary<infer Row> ? Row : never) =>
  stringify([[`reader${who}@r.example`, ...cells]], { eof: false });

/** A row, with stray quotation marks put in, often at the start or the end of a cell. */
const spoiltRow = fc
  .tuple(row, fc.array(fc.tuple(fc.boolean(), fc.nat()), { maxLength: 2 }))
  .map(([cells, places]) =>
    places.reduce((text, [atCell, place]) => {
      const edges = [...text.matchAll(/^|(?=,)|(?<=,)|$/g)].map(match => match.index);
      const at = atCell ? (edges[place % edges.length] ?? 0) : place % (text.length + 1);
      return `${text.slice(0, at)}"${text.slice(at)}`;
    }, rowText(cells)),
  );
/** Two of them make a cell out of all that stands between. */
const swallower = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom('"Ann', 'Ann"', 'Lee"'), status)
  .map(([who, half, word]) => `reader${who}@r.example,${half},,,${word}`);
const line = fc.oneof(
  { weight: 6, arbitrary: row.map(rowText) },
  { weight: 6, arbitrary: spoiltRow },
  { weight: 3, arbitrary: swallower },
  {
    weight: 1,
    arbitrary: fc.constantFrom('Lee",,,confirmed', '', ' ', ',,,,', '"', 'nobody', '"",""', '\ufeff', HEADER),
  },
);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const encoding = fc.constantFrom<(text: string) => Buffer>(
  text => Buffer.from(text),
  text => Buffer.from(`\ufeff${text}`),
  text => Buffer.from(text, 'latin1'),
  text => Buffer.from(`\ufeff${text}`, 'utf16le'),
  text => Buffer.from(text, 'utf16le').swap16(),
);
const file = fc
  .tuple(fc.array(fc.tuple(line, lineEnd), { maxLength: 14 }), lineEnd, encoding, fc.boolean())
  .map(([lines, end, encode, ended]) => {
    const text = HEADER + end + lines.flat().join('');
    const whole = ended ? text : text.replace(/[\r\n]+$/, '');
    return { text: whole, bytes: encode(whole), encode };
  });

function swallowed(rows: string) {
  const text = `${HEADER}\n${rows}`;
  return { text, bytes: Buffer.from(text), encode: (other: string) => Buffer.from(other) };
}

describe('every line of an imported file', () => {
  it('ends in exactly one count, wherever marks stand and whatever the encoding', async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.integer({ min: 1, max: 300 }), async ({ text, bytes }, chunkSize) => {
        const { report, rows } = await read(bytes, chunkSize);
        const { all, header, blank, further, unread } = report.lines;
        expect(all).toBe(physicalLines(text).length);
        expect(header + blank + report.rows + further + unread).toBe(all);
        expect(rows.length + report.refused).toBe(report.rows);
        const told = new Set(report.problems.map(problem => problem.line));
        expect(told.size).toBe(report.refused + report.leftDespite);
      }),
      { numRuns: 1_500 },
    );
  });

  it('that by itself asks for no mail gets what it asks for, among any others', async () => {
    await fc.assert(
      fc.asyncProperty(file, async ({ text, bytes, encode }) => {
        const { wishes } = await read(bytes);
        for (const one of new Set(physicalLines(text).slice(1))) {
          const alone = await read(encode(`${HEADER}\n${one}\n`));
          for (const [key, wish] of alone.wishes) {
            if (asksForNoMail(wish)) expect(asksForNoMail(wishes.get(key)), one).toBe(true);
          }
        }
      }),
      { numRuns: 700 },
    );
  });

  it('of a reader who leaves, left whole by whoever wrote the file, is heard among spoilt ones', async () => {
    const leaver = fc.tuple(
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom('Ann', 'Lee, Ann', 'Ann "A" Lee'),
      zone,
      interests,
      fc.constantFrom('unsubscribed', 'suppressed'),
    );
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.array(leaver, { minLength: 1, maxLength: 3 }),
        spoiltRow,
        async (other, left, after) => {
          const text = [other.text.trimEnd(), ...left.map(rowText), after].join('\n');
          const { wishes } = await read(other.encode(text));
          for (const [who] of left) expect(asksForNoMail(wishes.get(`reader${who}@r.example`))).toBe(true);
        },
      ),
      { numRuns: 700 },
    );
  });

  it('is in nobody else’s cell: no name holds a line end or an address', async () => {
    await fc.assert(
      fc.asyncProperty(file, async ({ bytes }) => {
        for (const { name: kept, interests: words, email } of (await read(bytes)).rows) {
          for (const cell of [kept, ...words]) expect(cell, email).not.toMatch(/[\r\n]|@r\.example/);
          expect(email).toMatch(/^reader\d@r\.example$/);
        }
      }),
      {
        numRuns: 1_500,
        // A cell that swallowed a row, in a row whose own reader leaves.
        examples: [[swallowed('reader0@r.example,"Ann,,,\nreader0@r.example,""Ann\nLee",,,suppressed')]],
      },
    );
  });

  it('that is quoted as it should be is read as it was meant', async () => {
    const honestName = fc
      .array(fc.constantFrom('Ann', 'Lee,', '"Annie"', 'of\nPrague', '6"', ';', '\n', ',,'), {
        maxLength: 6,
      })
      .map(parts => parts.join(' ').trim());
    const honestRow = fc.tuple(honestName, fc.constantFrom('', 'confirmed', 'unsubscribed', 'suppressed'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(honestRow, { maxLength: 20 }),
        encoding,
        lineEnd,
        async (honest, encode, end) => {
          const cells = honest.map(([text, word], index) => [
            `reader${index}@r.example`,
            text,
            '',
            'AI;Voice',
            word,
          ]);
          const text = stringify([HEADER.split(','), ...cells], {
            record_delimiter: end,
            quoted_match: /[\r\n]/,
          });
          const { rows, report } = await read(encode(text));
          expect(report).toMatchObject({ refused: 0, problemCount: 0, rows: honest.length });
          expect(rows.map(({ email, name: kept, status: word }) => [email, kept, word])).toEqual(
            cells.map(([email, given, , , word]) => [email, given?.replace(/\s+/g, ' '), word]),
          );
        },
      ),
      { numRuns: 700 },
    );
  });
});
