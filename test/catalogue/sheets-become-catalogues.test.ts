import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntheticCatalogue } from '../../scripts/synthetic-catalogue.ts';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import { catalogueFromSheets } from '../../src/catalogue/from-sheet/catalogue-from-sheets.ts';
import { HEADER, MAP, mappingOf, sheet } from './sheet-of.ts';

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
