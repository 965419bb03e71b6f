import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Price, Tool } from '../../src/catalogue/tool.ts';
import type { PastIssue } from '../../src/pairing/pairing.ts';
import { flip, PanelMap } from '../../src/pairing/panel-view.ts';
import { pick } from '../../src/pairing/pick.ts';
import type { PickInput } from '../../src/pairing/pick-input.ts';
import { entryContrast, entryPrice } from '../../src/pairing/price-contrast.ts';
import { closeness, Similarity } from '../../src/pairing/similarity.ts';
import { SCORE_RULES } from '../../src/pairing/weights.ts';
import { catalogue, reviews, tool, week } from './example-week.ts';

/** The one pairing of two tools, `a` and `b`, and its terms. */
function pairingOf(a: Partial<Tool>, b: Partial<Tool>, changes: Partial<PickInput> = {}) {
  const [pairing] = pick(week([tool('a', a), tool('b', b)], { count: 1, ...changes })).pairings;
  if (!pairing) throw new Error('The two tools were not paired');
  return pairing;
}

/** Issues of `categories`, the newest last, in the weeks before 2026-W48; of tools nobody else uses. */
function issues(...categories: string[]): PastIssue[] {
  return categories.map((category, index) => ({
    week: `2026-W${String(48 - categories.length + index).padStart(2, '0')}`,
    pairings: [{ a: `old-${index}`, b: `older-${index}`, category }],
  }));
}

test('the weights are a whole', () => {
  const sum = Object.values(SCORE_RULES.weights).reduce((total, weight) => total + weight, 0);
  expect(sum).toBeCloseTo(1, 12);
});

test('a pair computed by hand', () => {
  const words = { tagline: 'shared' };
  const { terms, score } = pairingOf(
    {
      ...words,
      name: 'Alpha',
      description: 'shared',
      reviews: reviews('++-', ['builder', 'skeptic', 'futurist']),
      addedOn: '2026-10-15',
      popularity: 0.25,
      priceCheckedOn: '2026-08-27',
    },
    {
      ...words,
      name: 'Beta',
      description: 'separate',
      reviews: reviews('-++', ['builder', 'skeptic', 'creator']),
      addedOn: '2026-11-26',
      popularity: 0.64,
      price: { kind: 'paid', from: { amount: 20, currency: 'USD', per: 'month' } },
    },
    {
      history: [
        { week: '2026-W01', pairings: [{ a: 'a', b: 'x', category: 'Writing' }] },
        ...issues('Video'),
      ],
    },
  );
  expect(terms).toEqual({
    // Cosine .346 (below), in the flat part of the trapezoid.
    similarity: 300_000,
    // Of builder and skeptic, who judged both, the builder turns: 1/2 of .18.
    flip: 90_000,
    // 2 of 3 is a split of 2/3 on both sides, each rounded for itself.
    split: 66_666,
    // 42 days are one half-life: the mean of 1/2 and 1.
    fresh: 127_500,
    // One of the two was featured before.
    unseen: 50_000,
    // The root of .25 × .64 is .4.
    popularity: 32_000,
    // ln 21 / ln 101 = .6597.
    price: 46_178,
    recentCategory: -120_000,
    waitingCategory: 0,
    // 91 days.
    stalePrice: -50_000,
  });
  expect(score).toBe(542_344);
});

test('the cosine weighs words by how rare they are in the category', () => {
  const a = tool('a', { name: 'Alpha', tagline: 'shared', description: 'The shared' });
  const b = tool('b', { name: 'Beta', tagline: 'Shared!', description: 'separate' });
  const elsewhere = tool('c', { name: 'shared', tagline: 'alpha', description: 'beta', category: 'Writing' });
  const rare = 1 + Math.log(3 / 2);
  const twice = 1 + Math.log(2);
  const expected = twice / Math.sqrt((rare ** 2 + twice ** 2) * (2 * rare ** 2 + 1));
  expect(new Similarity([a, b, elsewhere]).cosine(a, b)).toBeCloseTo(expected, 12);
  expect(expected).toBeCloseTo(0.3458, 4);
});

test('the same words give 1, no common word 0, and no word at all is no division by nothing', () => {
  const text = { name: 'Same', tagline: 'words', description: 'here' };
  const [a, b] = [tool('a', text), tool('b', text)];
  const other = tool('c', { name: 'Quite', tagline: 'different', description: 'things' });
  const silent = tool('d', { name: '★', tagline: 'the', description: '—' });
  const similarity = new Similarity([a, b, other, silent]);
  expect(similarity.cosine(a, b)).toBeCloseTo(1, 12);
  expect(similarity.cosine(a, other)).toBe(0);
  expect(similarity.cosine(a, silent)).toBe(0);
});

test('tools of one pattern have one cosine with every other tool, and with each other', () => {
  const text = fc.array(fc.constantFrom('one', 'two', 'three', 'four', 'own', 'OWN', 'own own'), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.array(text, { minLength: 3, maxLength: 12 }), texts => {
      const tools = texts.map((words, index) => {
        const description = words.map(word =>
          word.replaceAll('own', `own${index}`).replaceAll('OWN', `own${index >> 1}`),
        );
        return tool(`t${index}`, { name: '', tagline: '', description: description.join(' ') });
      });
      const similarity = new Similarity(tools);
      for (const alike of Map.groupBy(tools, one => similarity.pattern(one)).values()) {
        const [a, b, c] = alike;
        if (!a || !b) continue;
        for (const other of tools.filter(one => one !== a && one !== b)) {
          expect(similarity.cosine(a, other)).toBeCloseTo(similarity.cosine(b, other), 12);
        }
        if (c) expect(similarity.cosine(a, c)).toBeCloseTo(similarity.cosine(a, b), 12);
      }
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  [0, 0],
  [0.05, 0],
  [0.125, 0.5],
  [0.2, 1],
  [0.45, 1],
  [0.6, 0.5],
  [0.75, 0],
  [1, 0],
])('a cosine of %d is worth %d', (cosine, worth) => {
  expect(closeness(cosine)).toBeCloseTo(worth, 12);
});

test.each([
  ['++++', '----', 1],
  ['++++', '++++', 0],
  ['+++-', '++++', 0.25],
  ['+++', '---++', 1],
  ['++--', '----', 0.5],
])('panels %s and %s turn by %d', (a, b, turned) => {
  const panels = new PanelMap(catalogue([]).panel);
  expect(flip(panels.view(reviews(a)), panels.view(reviews(b)))).toBeCloseTo(turned, 12);
});

test('without a common chair, the distance of the shares stands in', () => {
  const panels = new PanelMap(catalogue([]).panel);
  const [a, b] = [reviews('++', ['builder', 'skeptic']), reviews('+-', ['creator', 'founder'])];
  expect(flip(panels.view(a), panels.view(b))).toBe(0.5);
});

test('two chairs of one role speak with one voice', () => {
  const panels = new PanelMap([
    { id: 'b1', role: 'builder', name: 'One' },
    { id: 'b2', role: 'builder', name: 'Two' },
  ]);
  expect(flip(panels.view(reviews('+-', ['b1', 'b2'])), panels.view(reviews('+', ['b1'])))).toBe(0.5);
});

const month = (amount: number, currency = 'USD'): Price => ({
  kind: 'paid',
  from: { amount, currency, per: 'month' },
});

test.each<[Price, Price, number]>([
  [{ kind: 'free' }, month(100), 1],
  [{ kind: 'free' }, month(9_000), 1],
  [{ kind: 'free' }, month(20), Math.log(21) / Math.log(101)],
  [{ kind: 'free_tier', from: { amount: 50, currency: 'USD', per: 'month' } }, { kind: 'free' }, 0],
  [month(10), month(59), Math.log(60 / 11) / Math.log(101)],
  [month(10), month(59, 'EUR'), 0],
  [{ kind: 'free' }, month(59, 'EUR'), Math.log(60) / Math.log(101)],
  [{ kind: 'free' }, { kind: 'unknown' }, 0],
  [{ kind: 'unknown' }, month(100), 0],
  [{ kind: 'free' }, { kind: 'paid' }, 0],
  [{ kind: 'free' }, { kind: 'paid', from: { amount: 100, currency: 'USD', per: 'once' } }, 0],
  [{ kind: 'free' }, { kind: 'paid', from: { amount: 100, currency: 'USD', per: 'usage' } }, 0],
])('%j against %j is a contrast of %d', (a, b, contrast) => {
  expect(entryContrast(entryPrice(a), entryPrice(b))).toBeCloseTo(contrast, 12);
  expect(entryContrast(entryPrice(b), entryPrice(a))).toBeCloseTo(contrast, 12);
});

test.each([
  [issues('Video'), -120_000],
  [issues('Video', 'Writing'), -60_000],
  [issues('Video', 'Writing', 'Legal'), -60_000],
  [issues('Video', 'Writing', 'Legal', 'Games'), 0],
  [issues('Writing'), 0],
  [[], 0],
  // An issue that was held empty is no issue, and one still to come was not the last.
  [[...issues('Video'), { week: '2026-W48', pairings: [] }], -120_000],
  [[{ week: '2026-W50', pairings: [{ a: 'x', b: 'y', category: 'Video' }] }], 0],
])('after the issues %j the category Video is shifted by %i', (history, shift) => {
  expect(pairingOf({}, {}, { history }).terms.recentCategory).toBe(shift);
});

test.each([
  [10, 7, 0],
  [10, 8, 40_000],
  [10, 12, 200_000],
  [10, 30, 200_000],
  [9, 30, 0],
])('a category of %i tools that missed %i issues gains %i', (size, missed, gain) => {
  const tools = Array.from({ length: size }, (_, number) => tool(`t${number}`));
  const history = issues(...Array.from({ length: missed }, () => 'Writing'));
  expect(pick(week(tools, { history, count: 1 })).pairings[0]?.terms.waitingCategory).toBe(gain);
});

test.each([
  ['2026-08-28', 0],
  ['2026-08-27', -50_000],
  [undefined, -50_000],
])('a price checked on %s costs %i, once for the pair', (priceCheckedOn, penalty) => {
  const { priceCheckedOn: _, ...unchecked } = tool('b');
  const b = priceCheckedOn === undefined ? unchecked : { ...unchecked, priceCheckedOn };
  const input = week([tool('a', { priceCheckedOn: priceCheckedOn ?? '2026-01-01' }), b], { count: 1 });
  expect(pick(input).pairings[0]?.terms.stalePrice).toBe(penalty);
});

test('an unknown price is not stale', () => {
  const unknown = { price: { kind: 'unknown' }, priceCheckedOn: '2020-01-01' } as const;
  expect(pairingOf(unknown, unknown).terms.stalePrice).toBe(0);
});

test('every score is the sum of its terms, in whole millionths', () => {
  const { terms, score } = pairingOf({ popularity: 0.3 }, { popularity: 0.7, addedOn: '2026-11-01' });
  expect(Object.values(terms).every(Number.isInteger)).toBe(true);
  expect(Object.values(terms).reduce((sum, term) => sum + term, 0)).toBe(score);
});
