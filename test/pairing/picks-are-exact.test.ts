import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tool } from '../../src/catalogue/tool.ts';
import { FeatureReader } from '../../src/pairing/features.ts';
import { pairKey } from '../../src/pairing/pairing.ts';
import { flip } from '../../src/pairing/panel-view.ts';
import { Past } from '../../src/pairing/past.ts';
import { pick } from '../../src/pairing/pick.ts';
import type { PickInput } from '../../src/pairing/pick-input.ts';
import { Pool } from '../../src/pairing/pool.ts';
import { entryContrast } from '../../src/pairing/price-contrast.ts';
import { SCORE_RULES } from '../../src/pairing/weights.ts';
import { tool, week } from './example-week.ts';
import { oraclePick } from './oracle.ts';
import { type RandomWeek, randomWeek } from './random-week.ts';

/** What the picker says, in the oracle's words. */
function picked(input: PickInput) {
  const { pairings, rung } = pick(input);
  return {
    step: rung.step,
    pairs: pairings.map(({ a, b, category, score }) => ({ key: pairKey(a, b), category, score })),
    runnersUp: pairings.map(pairing =>
      pairing.runnersUp.map(({ a, b, score }) => ({ key: pairKey(a, b), score })),
    ),
  };
}

function agree(options: RandomWeek) {
  const input = randomWeek(options);
  const { hadDraw, ...expected } = oraclePick(input);
  expect(picked(input)).toEqual(expected);
  return { step: expected.step, size: expected.pairs.length, hadDraw };
}

test('in small weeks of every kind, the pick is the best of all sets, on every rung of the ladder', () => {
  const rungs = new Map<number, number>();
  let draws = 0;
  let twoOfOneCategory = 0;
  const weeks = fc.record({
    seed: fc.integer(),
    tools: fc.integer({ min: 0, max: 14 }),
    categories: fc.integer({ min: 1, max: 6 }),
    count: fc.constantFrom(1, 2, 3, 3),
    tired: fc.constantFrom(0, 0.3, 1, 2),
    kind: fc.constantFrom<RandomWeek['kind']>(
      'mixed',
      'mixed',
      'differ in words',
      'differ in numbers',
      'hardly differ',
    ),
  });
  fc.assert(
    fc.property(weeks, options => {
      const { step, hadDraw } = agree(options);
      rungs.set(step, (rungs.get(step) ?? 0) + 1);
      if (hadDraw) draws += 1;
      if (step === 3) twoOfOneCategory += 1;
    }),
    { numRuns: 1_000, seed: 20_261_126 },
  );
  expect([...rungs.keys()].toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(Math.min(...rungs.values())).toBeGreaterThan(10);
  expect(draws).toBeGreaterThan(30);
  expect(twoOfOneCategory).toBeGreaterThan(30);
});

test('with two pairings asked for, catalogues of up to 80 tools in one or two categories give the best two', () => {
  const steps = new Set<number>();
  for (let seed = 0; seed < 12; seed++) {
    const kind = seed % 3 === 0 ? 'differ in rare words' : 'mixed';
    const options = {
      seed,
      tools: 40 + 3 * seed,
      categories: 1 + (seed % 2),
      count: 2,
      tired: 0.3,
      kind,
    } as const;
    steps.add(agree(options).step);
  }
  expect(steps).toContain(3);
});

const KINDS: RandomWeek['kind'][] = [
  'mixed',
  'differ in words',
  'differ in rare words',
  'differ in rare words and age',
  'differ in numbers',
  'hardly differ',
];

test.each(KINDS)('catalogues of up to 300 tools, %s, give the best pair of all', kind => {
  for (let seed = 0; seed < 12; seed++) {
    agree({ seed, tools: 25 * (seed + 1), categories: 1 + (seed % 3), count: 1, tired: 0.1, kind });
  }
});

/** What a search did over all categories of a week. */
function effort(input: PickInput) {
  const searches = [...new Pool(input).choose(SCORE_RULES).field.searches.values()];
  return {
    scored: searches.reduce((sum, search) => sum + search.scored, 0),
    possible: searches.reduce((sum, search) => sum + (search.size * (search.size - 1)) / 2, 0),
  };
}

test('where all texts follow one pattern, the search asks for it, stays exact and ends early', () => {
  for (let seed = 0; seed < 6; seed++) {
    const options = {
      seed,
      tools: 250,
      categories: 1,
      count: 1,
      tired: 0,
      kind: 'differ in numbers',
    } as const;
    agree(options);
    const { scored, possible } = effort(randomWeek(options));
    expect(possible).toBeGreaterThan(5_000);
    expect(scored).toBeLessThan(3_500);
  }
});

test('the best pair is found where hundreds of more promising tools fit nobody', () => {
  // 150 famous tools whose words are their own, and among 100 unknown ones a text that fits quite well.
  const famous = Array.from({ length: 150 }, (_, number) =>
    tool(`f${number}`, { popularity: 0.9, tagline: `own${number}`, description: `rare${number}` }),
  );
  const unknown = Array.from({ length: 100 }, (_, number) =>
    tool(`u${number}`, {
      popularity: number / 1_000,
      tagline: 'Nothing new',
      description: 'Really very plain words',
    }),
  );
  const input = week([...famous, ...unknown], { count: 1 });
  const { runnersUp: _, hadDraw: __, ...expected } = oraclePick(input);
  expect(expected.pairs[0]?.key).toBe('u98|u99');
  expect(picked(input)).toMatchObject(expected);
  expect(effort(input).scored).toBeLessThan(4_000);
});

const ALIKE: [string, (number: number) => Partial<Tool>][] = [
  ['the same', () => ({})],
  [
    'the same but for their names',
    number => ({ name: `Tool ${number}`, tagline: 'One line', description: 'Said of all.' }),
  ],
  ['of one family', () => ({ family: 'one' })],
  ['of two families', number => ({ family: number % 2 === 0 ? 'even' : 'odd' })],
];

test.each(ALIKE)('two thousand tools that are all %s do not take all two million pairs', (_, change) => {
  const tools = Array.from({ length: 2_000 }, (_, number) => tool(`t${number}`, change(number)));
  const { scored, possible } = effort(week(tools, { count: 1 }));
  expect(possible).toBe((2_000 * 1_999) / 2);
  expect(scored).toBeLessThan(3_000);
});

test('no pair scores above its bound, and every search proves that it ended with the best', () => {
  const weeks = fc.record({
    seed: fc.integer(),
    tools: fc.constant(40),
    categories: fc.constant(2),
    count: fc.constant(1),
    tired: fc.constantFrom(0, 0.3),
    kind: fc.constantFrom<RandomWeek['kind']>(
      'mixed',
      'mixed',
      'differ in words',
      'differ in numbers',
      'hardly differ',
    ),
  });
  fc.assert(
    fc.property(weeks, options => {
      const input = randomWeek(options);
      const { field } = new Pool(input).choose(SCORE_RULES);
      expect(field.isCertified).toBe(true);
      const past = new Past(input.history, input.week);
      const reader = new FeatureReader(input.catalogue, past, input.today);
      const tools = input.catalogue.tools.map(one => reader.read(one));
      for (const a of tools) {
        for (const b of tools.filter(other => other.tool.category === a.tool.category && other !== a)) {
          const { scorer } = field;
          const between = {
            closeness: scorer.closeness(a, b),
            flip: flip(a.panel, b.panel),
            contrast: entryContrast(a.entry, b.entry),
          };
          const bound = scorer.toolBound(a) + scorer.toolBound(b) + scorer.pairBound(between);
          const slack = bound + scorer.categoryShift(a.tool.category) - scorer.score(a, b).score;
          expect(slack).toBeGreaterThanOrEqual(0);
          if (a.popularity === b.popularity && a.stalePrice === b.stalePrice)
            expect(slack).toBeLessThanOrEqual(1);
        }
      }
    }),
    { numRuns: 60 },
  );
});
