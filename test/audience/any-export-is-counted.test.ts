import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASKED_NOTHING } from '../../src/audience/moving/asked-mapping.ts';
import { isLeave, meaningsOf, saysSo } from '../../src/audience/moving/meaning.ts';
import { SHAPES } from '../../src/audience/moving/services.ts';
import { SHAPE_NAMES, type ShapeName } from '../../src/audience/moving/shape.ts';
import { asksForNoMail, physicalLines, readWholeFile } from './read-whole-file.ts';

const SERVICES = SHAPE_NAMES.filter(name => name !== 'csv');

const hostile = fc.constantFrom(
  '',
  'Ann',
  'Lee, Ann',
  'Lee; Ann',
  'Ann "A" Lee',
  'two\nlines',
  'two\r\nlines, "quoted"',
  '=1+2',
  'Zoë',
  'tab\there',
);
const day = fc.constantFrom('', '2023-01-27T11:43:55Z', '2018-02-12 17:59:31', 'yesterday', '03/04/2021');

/** A file as its service would write it: the columns that tell it, others of its own and some nobody knows, in any order. */
function exportOf(name: ShapeName) {
  const shape = SHAPES[name];
  const words = [...meaningsOf(shape.words, new Map()).keys(), '', 'something else'];
  const known = Object.keys(shape.columns).filter(column => shape.columns[column] !== 'email');
  return fc
    .record({
      told: fc.constantFrom(...shape.toldBy),
      others: fc.subarray(known),
      unknown: fc.subarray(['plan', 'notes', 'score']),
      separator: fc.constantFrom(',', ';', '\t'),
      end: fc.constantFrom('\n', '\r\n'),
      rows: fc.array(
        fc.record({
          who: fc.nat(9),
          text: hostile,
          day,
          word: fc.constantFrom(...words),
          flag: fc.constantFrom('', 'true', 'false', '2023-01-27T11:43:55Z', '0'),
        }),
        { maxLength: 8 },
      ),
    })
    .map(({ told, others, unknown, separator, end, rows }) => {
      const columns = [...new Set([...told, 'email', ...others, ...unknown])];
      const cells = rows.map(row =>
        columns.map(column => {
          const field = shape.columns[column];
          if (field === 'email') return `reader${row.who}@r.example`;
          if (field === 'status') return row.word;
          if (field === 'left' || field === 'suppressed') return row.flag;
          return field === 'asked' || field === 'confirmed' ? row.day : row.text;
        }),
      );
      const text = stringify([columns, ...cells], {
        delimiter: separator,
        record_delimiter: end,
        quoted_match: /[\r\n]/,
      });
      return { name, columns, cells, text };
    });
}

const anyExport = fc.oneof(...SERVICES.map(exportOf));

describe('a generated export of any service', () => {
  it('has as many lines as are counted, and as many rows as it was made of', async () => {
    await fc.assert(
      fc.asyncProperty(anyExport, fc.integer({ min: 1, max: 300 }), async ({ text, cells, name }, size) => {
        const asked = { ...ASKED_NOTHING, from: name };
        const { report, rows } = await readWholeFile(Buffer.from(text), size, asked);
        const { all, header, blank, further, unread } = report.lines;
        expect(all).toBe(physicalLines(text).length);
        expect(header + blank + report.rows + further + unread).toBe(all);
        expect([report.rows, rows.length + report.refused]).toEqual([cells.length, cells.length]);
      }),
      { numRuns: 700 },
    );
  });

  it('makes a reader of nobody of whom any row says that they have left', async () => {
    await fc.assert(
      fc.asyncProperty(anyExport, async ({ text, cells, columns, name }) => {
        const shape = SHAPES[name];
        const { wishes } = await readWholeFile(Buffer.from(text), 1_000, { ...ASKED_NOTHING, from: name });
        const meanings = meaningsOf(shape.words, new Map());
        for (const row of cells) {
          const says = columns.some((column, at) => {
            const [field, cell] = [shape.columns[column], row[at] ?? ''];
            if (field === 'status') return isLeave(meanings.get(cell) ?? '');
            return (field === 'left' || field === 'suppressed') && saysSo(cell);
          });
          const who = row[columns.indexOf('email')] ?? '';
          if (says) expect(asksForNoMail(wishes.get(who)), who).toBe(true);
        }
      }),
      { numRuns: 700 },
    );
  });

  it('is told by its columns, or read as plain CSV where two services might have written it', async () => {
    await fc.assert(
      fc.asyncProperty(anyExport, async ({ text, name }) => {
        const { report } = await readWholeFile(Buffer.from(text));
        const { from, why } = report.understood ?? { from: null, why: '' };
        if (from === 'csv') expect(why).toContain(SHAPES[name].label);
        else expect(from).toBe(name);
      }),
      { numRuns: 300 },
    );
  });

  it('of nothing but rubbish is still counted line by line', async () => {
    const piece = fc.constantFrom('"', ',', ';', '\n', '\r', 'a@r.example', 'unsubscribed', 'true', ' ', 'é');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...SERVICES),
        fc.array(piece, { maxLength: 40 }),
        async (name, pieces) => {
          const [told = []] = SHAPES[name].toldBy;
          const text = `${['email', ...told].join(',')}\n${pieces.join('')}`;
          const { report } = await readWholeFile(Buffer.from(text), 7);
          const { all, header, blank, further, unread } = report.lines;
          expect(all).toBe(physicalLines(text).length);
          expect(header + blank + report.rows + further + unread).toBe(all);
        },
      ),
      { numRuns: 700 },
    );
  });
});
