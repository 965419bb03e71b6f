import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import {
  type CatalogueDifference,
  catalogueDifference,
  listDifference,
} from '../../src/catalogue/difference.ts';
import { RAW_PANEL, type Raw, rawCatalogue, rawReview, rawTool } from './example-file.ts';

function catalogueOf(raw: Raw) {
  const loaded = checkCatalogue(raw, 'test.json');
  if (loaded.kind === 'invalid') throw new Error(JSON.stringify(loaded.problems));
  return loaded.catalogue;
}

const between = (before: Raw, after: Raw) => catalogueDifference(catalogueOf(before), catalogueOf(after));

const NONE: CatalogueDifference = {
  added: [],
  gone: [],
  verdicts: [],
  prices: [],
  otherwise: [],
  joined: [],
  left: [],
};

it('what is new, gone or changed is named, once', () => {
  const before = rawCatalogue(...['ash', 'elm', 'fir', 'oak', 'yew'].map(slug => rawTool(slug)));
  const after = {
    panel: [...RAW_PANEL.slice(0, 2), { id: 'futurist', role: 'futurist', name: 'The Dreamer' }],
    tools: [
      rawTool('bay'),
      rawTool('elm', {
        tagline: 'Another',
        reviews: [rawReview('builder', 'skip'), rawReview('futurist', 'ship')],
      }),
      rawTool('fir', { price: { kind: 'paid', from: { amount: 9, currency: 'EUR', per: 'month' } } }),
      rawTool('oak', { tagline: 'Another' }),
      rawTool('yew'),
    ],
  };
  expect(between(before, after)).toEqual({
    added: [{ slug: 'bay', name: 'BAY' }],
    gone: [{ slug: 'ash', name: 'ASH' }],
    verdicts: [
      { slug: 'elm', name: 'ELM', by: 'The builder', before: 'ship', after: 'skip' },
      { slug: 'elm', name: 'ELM', by: 'The skeptic', before: 'skip', after: null },
    ],
    prices: [{ slug: 'fir', name: 'FIR', before: 'Free', after: 'From €9/mo' }],
    otherwise: [{ slug: 'oak', name: 'OAK' }],
    joined: ['The Dreamer'],
    left: ['The futurist'],
  });
  expect(between(after, before).added).toEqual([{ slug: 'ash', name: 'ASH' }]);
});

const catalogues = fc
  .uniqueArray(
    fc.record({
      slug: fc.constantFrom('ash', 'bay', 'elm', 'fir', 'oak', 'yew'),
      verdict: fc.constantFrom('ship' as const, 'skip' as const),
      price: fc.constantFrom('free', 'unknown'),
      tagline: fc.constantFrom('One line', 'Another'),
    }),
    { selector: ({ slug }) => slug },
  )
  .map(tools =>
    rawCatalogue(
      ...tools.map(({ slug, verdict, price, tagline }) =>
        rawTool(slug, { tagline, price: { kind: price }, reviews: [rawReview('builder', verdict)] }),
      ),
    ),
  );

it('two catalogues differ in nothing only where they have the same hash, and back is the reverse', () => {
  fc.assert(
    fc.property(catalogues, catalogues, (one, other) => {
      const there = between(one, other);
      const back = between(other, one);
      const isSame = catalogueOf(one).hash === catalogueOf(other).hash;
      expect(JSON.stringify(there) === JSON.stringify(NONE)).toBe(isSame);
      expect([back.gone, back.added]).toEqual([there.added, there.gone]);
      expect(
        back.prices.map(({ before, after, ...tool }) => ({ ...tool, before: after, after: before })),
      ).toEqual(there.prices);
    }),
    { numRuns: 60 },
  );
});

it('a long difference is counted whole and listed in part', () => {
  const tools = Array.from({ length: 9 }, (_, n) => rawTool(`tool-${n}`));
  const { counts, listed } = listDifference(between(rawCatalogue(tools[0]), rawCatalogue(...tools)), 3);
  expect([counts.added, listed.added.map(({ slug }) => slug)]).toEqual([8, ['tool-1', 'tool-2', 'tool-3']]);
});
