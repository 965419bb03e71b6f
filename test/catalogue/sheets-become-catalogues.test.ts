import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntheticCatalogue } from '../../scripts/synthetic-catalogue.ts';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import { catalogueFromSheets } from '../../src/catalogue/from-sheet/catalogue-from-sheets.ts';
import { readMapping } from '../../src/catalogue/from-sheet/sheet-mapping.ts';

function mappingOf(raw: unknown) {
  const read = readMapping(raw, 'map.json');
  if (read.kind === 'bad') throw new Error(JSON.stringify(read.problems));
  return read.mapping;
}

/** In small pieces, as a slow disk gives them. */
async function* pieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}

function sheet(text: string | Uint8Array, file = 'tools.csv') {
  return { file, bytes: pieces(typeof text === 'string' ? Buffer.from(text) : text) };
}

const MAP = {
  Name: 'name',
  Line: 'tagline',
  About: 'description',
  Group: 'category',
  Kind: 'price.kind',
  Amount: 'price.from.amount',
  Added: 'addedOn',
  Who: 'review.panelist',
  Says: 'review.verdict',
  Words: 'review.quote',
};
const HEADER = 'Name,Line,About,Group,Kind,Amount,Added,Who,Says,Words';
const always = { 'price.from.currency': 'USD', 'price.from.per': 'month' };

async function problemsOf(lines: readonly string[], map: object = { ...MAP, $always: always }) {
  const made = await catalogueFromSheets([sheet([HEADER, ...lines].join('\n'))], mappingOf(map));
  return made.problems.map(({ path, found, message, fix }) => [path, found, message, fix]);
}

describe('a sheet', () => {
  it('gives back any catalogue that was written as rows of reviews, in any encoding and order', async () => {
    const how = fc.record({
      tools: fc.integer({ min: 1, max: 12 }),
      seed: fc.integer(),
      delimiter: fc.constantFrom(',', ';', '\t'),
      encoding: fc.constantFrom('utf8', 'utf16le') as fc.Arbitrary<'utf8' | 'utf16le'>,
      inTwo: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(how, async ({ tools, seed, delimiter, encoding, inTwo }) => {
        const raw = syntheticCatalogue({ tools, seed });
        const { ofTools, ofReviews, repeated } = asRows(raw.tools);
        const bytes = (rows: object[]) =>
          Buffer.from(`\ufeff${stringify(rows, { header: true, delimiter })}`, encoding);
        const sheets = inTwo
          ? [sheet(bytes(ofTools), 'tools.csv'), sheet(bytes(ofReviews), 'reviews.csv')]
          : [sheet(bytes(repeated))];
        const made = await catalogueFromSheets(sheets, mappingOf({ ...IDENTITY, $panel: raw.panel }));
        expect(made.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(checkCatalogue(made.catalogue, 'x')).toEqual(
          checkCatalogue({ panel: raw.panel, tools: raw.tools }, 'x'),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('may have columns for each panellist, words of its own, and columns that are left out by name', async () => {
    const map = {
      Tool: 'name',
      What: 'tagline',
      About: 'description',
      Group: 'category',
      Added: 'addedOn',
      'Cook says': 'review.cook.verdict',
      'Cook’s words': 'review.cook.quote',
      Owner: null,
      $words: { 'review.cook.verdict': { Ja: 'ship', nein: 'skip' } },
      $panel: [{ id: 'cook', role: 'cook', name: 'The Cook' }],
    };
    const made = await catalogueFromSheets(
      [
        sheet(
          'sep=;\nTool;What;About;Group;Added;Cook says;Cook’s words;Owner;Memo\n' +
            'Föhn vs Wind;a;"b\nc";C;1.12.2026;ja;Gut;x;y\n' +
            'B;a;b;C;2026-12-02;;;;\n',
        ),
      ],
      mappingOf(map),
    );
    const usual = { tagline: 'a', category: 'C', price: { kind: 'unknown' } };
    expect(made).toEqual({
      problems: [],
      catalogue: {
        panel: map.$panel,
        tools: [
          {
            ...usual,
            slug: 'fohn-versus-wind',
            name: 'Föhn vs Wind',
            description: 'b\nc',
            addedOn: '2026-12-01',
            reviews: [{ panelist: 'cook', verdict: 'ship', quote: 'Gut' }],
          },
          { ...usual, slug: 'b', name: 'B', description: 'b', addedOn: '2026-12-02', reviews: [] },
        ],
      },
      leftOut: [{ file: 'tools.csv', columns: ['Memo'] }],
      madePanel: [],
      unpriced: 2,
      guessed: 0,
    });
  });

  it('in Windows-1252 is read, and says so', async () => {
    const text = `${HEADER}\nCafé,é,é,C,free,,2026-01-01,Zoë,ship,Très\n`;
    const made = await catalogueFromSheets([sheet(Buffer.from(text, 'latin1'))], mappingOf(MAP));
    expect(made.guessed).toBe(1);
    expect(made.madePanel).toEqual(['Zoë']);
    expect(made.catalogue?.tools).toMatchObject([{ slug: 'cafe', name: 'Café' }]);
  });
});

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
    [{ Amount: '"1,200"' }, 'line 2, column "Amount"', '"1,200"', 'price.from.amount is not a number'],
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

type Tools = ReturnType<typeof syntheticCatalogue>['tools'];

/** Columns that are called as the fields are. */
const FIELDS = [
  ...['slug', 'name', 'maker', 'tagline', 'description', 'category', 'tags', 'url', 'price.kind'],
  ...['price.from.amount', 'price.from.currency', 'price.from.per', 'priceCheckedOn', 'addedOn', 'family'],
  ...['popularity', 'status', 'review.panelist', 'review.verdict', 'review.quote', 'review.reviewedOn'],
];
const IDENTITY = Object.fromEntries(FIELDS.map(name => [name, name]));

function asRows(tools: Tools) {
  const ofTool = ({ reviews, price, tags, ...plain }: Tools[number]) => ({
    ...plain,
    tags: tags.join('; '),
    'price.kind': price.kind,
    ...Object.fromEntries(
      ['amount', 'currency', 'per'].map(key => [
        `price.from.${key}`,
        (price as { from?: Record<string, unknown> }).from?.[key] ?? '',
      ]),
    ),
  });
  const ofReview = (slug: string, review: object) => ({
    slug,
    ...Object.fromEntries(Object.entries(review).map(([key, value]) => [`review.${key}`, value])),
  });
  return {
    ofTools: tools.map(ofTool),
    ofReviews: tools.flatMap(({ slug, reviews }) => reviews.map(review => ofReview(slug, review))),
    repeated: tools.flatMap(tool =>
      tool.reviews.map(review => ({ ...ofTool(tool), ...ofReview(tool.slug, review) })),
    ),
  };
}
