import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PickInput, pairKey } from '../../src/pairing/pairing.ts';
import { pick } from '../../src/pairing/pick.ts';
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
    differ: fc.constantFrom<RandomWeek['differ']>('in all', 'in all', 'in words', 'no'),
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
    const differ = seed % 3 === 0 ? 'in words' : 'in all';
    const options = {
      seed,
      tools: 40 + 3 * seed,
      categories: 1 + (seed % 2),
      count: 2,
      tired: 0.3,
      differ,
    } as const;
    steps.add(agree(options).step);
  }
  expect(steps).toContain(3);
});

test('catalogues of up to 300 tools give the best pair of each category', () => {
  for (let seed = 0; seed < 25; seed++) {
    const tools = 12 * (seed + 1);
    const differ = seed % 2 === 0 ? 'in all' : 'in words';
    agree({ seed, tools, categories: 1 + (seed % 9), count: 1, tired: 0.2, differ });
  }
});
