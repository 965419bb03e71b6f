import { describe, expect, it } from 'vitest';
import { catalogueFromSheets } from '../../src/catalogue/from-sheet/catalogue-from-sheets.ts';
import { readMapping } from '../../src/catalogue/from-sheet/sheet-mapping.ts';
import { always, HEADER, MAP, mappingOf, sheet } from './sheet-of.ts';

async function problemsOf(lines: readonly string[], map: object = { ...MAP, $always: always }) {
  const made = await catalogueFromSheets([sheet([HEADER, ...lines].join('\n'))], mappingOf(map));
  return made.problems.map(({ path, found, message, fix }) => [path, found, message, fix]);
}

describe('a bad cell', () => {
  const row = (changes: Partial<typeof MAP> = {}) =>
    Object.values({
      ...{ Name: 'A', Line: 'l', About: 'd', Group: 'C', Kind: 'paid', Amount: '5', Added: '2026-01-01' },
      ...{ Who: 'Ann', Says: 'ship', Words: 'Yes.' },
      ...changes,
    }).join(',');

  it.each([
    [{ Says: 'maybe' }, 'line 2, column "Says"', '"maybe"', 'review.verdict is not one of the known words'],
    [{ Says: '4.5' }, 'line 2, column "Says"', '"4.5"', 'review.verdict is not one of the known words'],
    [
      { Added: '03/04/2026' },
      'line 2, column "Added"',
      '"03/04/2026"',
      'addedOn is not a day that leaves no doubt',
    ],
    [{ Added: '2026-02-30' }, 'line 2, column "Added"', '"2026-02-30"', 'addedOn is not a calendar date'],
    [{ Amount: '$5' }, 'line 2, column "Amount"', '"$5"', 'price.from.amount is not a number'],
    [
      { Amount: '"1,200"' },
      'line 2, column "Amount"',
      '"1,200"',
      'price.from.amount may mean thousands or decimals',
    ],
    [
      { Amount: '1.299' },
      'line 2, column "Amount"',
      '"1.299"',
      'price.from.amount may mean thousands or decimals',
    ],
    [
      { Amount: '12.000.000' },
      'line 2, column "Amount"',
      '"12.000.000"',
      'price.from.amount may mean thousands or decimals',
    ],
    [{ Amount: '"12,00,0"' }, 'line 2, column "Amount"', '"12,00,0"', 'price.from.amount is not a number'],
    [{ Kind: 'cheap' }, 'line 2, column "Kind"', '"cheap"', 'price.kind is not one of the known words'],
    [
      { Line: 'a\u0007' },
      'line 2, column "Line"',
      '"a\\u0007"',
      'tagline contains the control character U+0007',
    ],
    [{ Name: '—' }, 'line 2, column "Name"', '"—"', 'no slug can be made of this name'],
    [{ Name: '' }, 'line 2', 'nothing', 'the row does not say which tool it is about'],
    [
      { Who: '' },
      'line 2, column "Says"',
      '"ship"',
      'review.verdict is said in a row that names no panellist',
    ],
    [{ About: '' }, 'from line 2, $.tools[0].description', 'nothing', 'tool "a": description is missing'],
    [{ Kind: '' }, 'from line 2, $.tools[0].price.kind', 'nothing', 'tool "a": price.kind is missing'],
    [{ Words: 'a,b' }, 'line 2', expect.stringContaining('| a | b'), 'the row has 11 cells, the header 10'],
    [
      { Words: '"open' },
      'line 2',
      expect.stringContaining('open'),
      'an opening quotation mark is never closed',
    ],
  ])('is named by line and column: %j', async (changes, path, found, message) => {
    expect(await problemsOf([row(changes)])).toEqual([[path, found, message, expect.stringMatching(/\w/)]]);
  });

  it.each(['0.299', '1.29', '1299', '12.9999', '"9,50"'])('is none of the amounts like %s', async amount => {
    expect(await problemsOf([row({ Amount: amount })])).toEqual([]);
  });

  it.each(['2026-11-02T23:30:00-05:00', '2026-11-02 00:30 +0200', 'Nov 2, 2026 23:59 -0800'])(
    'is no day with a zone, and the day is the one that is written: %s',
    async added => {
      const lines = [HEADER, row({ Added: `"${added}"` })].join('\n');
      const made = await catalogueFromSheets([sheet(lines)], mappingOf({ ...MAP, $always: always }));
      expect(made.catalogue?.tools).toMatchObject([{ addedOn: '2026-11-02' }]);
    },
  );

  it('is one that says otherwise than an earlier row, or a second review by one panellist', async () => {
    expect(
      await problemsOf([row(), row({ Who: 'Bob', Amount: '6' }), row({ Who: 'ann', Says: 'skip' })]),
    ).toEqual([
      [
        'line 3, column "Amount"',
        '"6"',
        'tool "a": price.from.amount is 5 on line 2 of tools.csv',
        expect.any(String),
      ],
      [
        'line 4, column "Who"',
        '"ann"',
        'tool "a": "ann" has two reviews, the first on line 2 of tools.csv',
        expect.any(String),
      ],
    ]);
  });

  it('is one that names a stranger where the mapping gives the panel', async () => {
    const map = { ...MAP, $always: always, $panel: [{ id: 'bob', role: 'bob', name: 'Bob' }] };
    expect(await problemsOf([row()], map)).toEqual([
      ['line 2, column "Who"', '"Ann"', '"Ann" is not on the panel', expect.stringContaining('$panel')],
    ]);
  });

  it('costs the whole: nothing is given that the checker would refuse', async () => {
    const made = await catalogueFromSheets(
      [sheet([HEADER, row({ Says: 'maybe' }), row({ Name: 'B' })].join('\n'))],
      mappingOf({ ...MAP, $always: always }),
    );
    expect(made.catalogue).toBeNull();
  });
});

describe('a mapping', () => {
  it.each([
    [{ A: 'tagine' }, '$["A"]', 'did you mean "tagline"?'],
    [{ A: 'name', B: 'name' }, '$["B"]', 'keep one of them'],
    [{ A: 7 }, '$.A', 'write text in double quotes'],
    [
      { A: 'review.verdict', $words: { 'review.verdict': { yes: 'yes' } } },
      '$.$words["review.verdict"].yes',
      'ship, skip',
    ],
    [{ A: 'name', $always: { addedOn: 'soon' } }, '$.$always["addedOn"]', 'YYYY-MM-DD'],
    [{ A: 'name', $always: { 'price.from.amount': '5' } }, '$.$always["price.from.amount"]', 'a column'],
    [{ A: 'name', $always: { 'review.verdict': 'ship' } }, '$.$always["review.verdict"]', 'a column'],
    [{ A: 'name', $always: { 'review.ann.reviewedOn': '2026-11-02' } }, expect.any(String), 'a column'],
    [{ A: 'name', $always: { slug: 'a' } }, '$.$always["slug"]', 'a column'],
    [['name'], '$', 'an object'],
  ])('that is wrong is told: %j', (raw, path, fix) => {
    const read = readMapping(raw, 'map.json');
    expect(read.kind === 'bad' && read.problems).toMatchObject([{ path, fix: expect.stringContaining(fix) }]);
  });

  it('that names a column which no sheet has is told', async () => {
    const made = await catalogueFromSheets([sheet('A\nx\n')], mappingOf({ A: null, B: 'name' }));
    expect(made.problems).toMatchObject([
      { path: 'line 1', found: '"A"', message: 'there is no column "B", which the mapping takes for name' },
    ]);
  });
});
