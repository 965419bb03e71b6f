import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Dice } from '../../scripts/dice.ts';
import { appraise } from '../../src/pairing/appraise.ts';
import { pairKey } from '../../src/pairing/pairing.ts';
import { pick } from '../../src/pairing/pick.ts';
import type { PickInput } from '../../src/pairing/pick-input.ts';
import { pinTroubles } from '../../src/pairing/pin-troubles.ts';
import { slugsOf, type Wishes } from '../../src/pairing/wishes.ts';
import { reviews, tool, week } from './example-week.ts';
import { oraclePick } from './oracle.ts';
import { randomWeek } from './random-week.ts';

const weeks = fc.record({
  seed: fc.nat(),
  tools: fc.integer({ min: 4, max: 16 }),
  categories: fc.integer({ min: 1, max: 4 }),
  count: fc.integer({ min: 1, max: 3 }),
  tired: fc.constantFrom(0, 0.3, 0.9),
  kind: fc.constantFrom('mixed', 'hardly differ', 'differ in words'),
} as const);

/** Some bans, and pins of pairs of one category, good ones and bad ones. */
function wished(input: PickInput, seed: number): PickInput {
  const dice = new Dice(seed);
  const { tools } = input.catalogue;
  const pairs = tools.flatMap((a, at) =>
    tools.slice(at + 1).flatMap(b => (a.category === b.category ? [pairKey(a.slug, b.slug)] : [])),
  );
  const wishes: Wishes = {
    pins: dice.some(pairs, dice.below(3)),
    bannedTools: dice.some(tools, dice.below(4)).map(({ slug }) => slug),
    bannedPairs: dice.some(pairs, dice.below(6)),
  };
  return { ...input, wishes };
}

const keys = (input: PickInput) => pick(input).pairings.map(({ a, b }) => pairKey(a, b));

test('what is banned is never picked, what is pinned always is, or the refusal says why', () => {
  let kept = 0;
  let refused = 0;
  fc.assert(
    fc.property(weeks, (parts: Parameters<typeof randomWeek>[0]) => {
      const input = wished(randomWeek(parts), parts.seed);
      const { pins, bannedPairs, bannedTools } = input.wishes!;
      const troubles = pinTroubles(input);
      if (troubles.length > 0) {
        refused += 1;
        expect(
          troubles.every(words => /is pinned and cannot stay: .+\.$|pairings are pinned and/.test(words)),
        ).toBe(true);
        expect(() => pick(input)).toThrow(troubles[0]);
        return;
      }
      if (pins.length > 0) kept += 1;
      const { pairings } = pick(input);
      const picked = pairings.map(({ a, b }) => pairKey(a, b));
      expect(picked).toEqual(expect.arrayContaining([...pins]));
      expect(
        pairings.flatMap(({ source, a, b }) => (source === 'pin' ? [pairKey(a, b)] : [])).sort(),
      ).toEqual([...pins].sort());
      for (const { a, b, runnersUp } of pairings) {
        for (const shown of [{ a, b }, ...runnersUp]) {
          expect(bannedTools).not.toContain(shown.a);
          expect(bannedTools).not.toContain(shown.b);
          expect(bannedPairs).not.toContain(pairKey(shown.a, shown.b));
        }
      }
      const slugs = pairings.flatMap(({ a, b }) => [a, b]);
      expect(new Set(slugs).size).toBe(slugs.length);
      // The same, by somebody who looks at every set there is.
      const oracle = oraclePick(input);
      expect([pick(input).rung.step, picked]).toEqual([oracle.step, oracle.pairs.map(({ key }) => key)]);
      // In whatever order it all comes.
      const turned = {
        ...input,
        catalogue: { ...input.catalogue, tools: input.catalogue.tools.toReversed() },
        wishes: { pins: pins.toReversed(), bannedTools: bannedTools.toReversed(), bannedPairs },
      };
      expect(pick(turned)).toEqual(pick(input));
    }),
    { numRuns: 250, seed: 5 },
  );
  expect(Math.min(kept, refused)).toBeGreaterThan(20);
});

test('a pin stays while its tools rest, and takes its category’s place', () => {
  const tools = ['a', 'b', 'c', 'd'].map(slug => tool(slug, { popularity: slug === 'a' ? 0 : 0.9 }));
  const input = week([...tools, tool('x', { category: 'Audio' }), tool('y', { category: 'Audio' })], {
    history: [{ week: '2026-W47', pairings: [{ a: 'a', b: 'z', category: 'Video' }] }],
    count: 2,
    wishes: { pins: ['a|b'], bannedTools: [], bannedPairs: [] },
  });
  expect(pinTroubles(input)).toEqual([]);
  expect(keys(input).sort()).toEqual(['a|b', 'x|y']);
});

const PINS: [string, string, string][] = [
  ['a|gone', 'gone', 'one of the two is no longer in the catalogue'],
  ['a|banned', 'banned', 'banned is banned'],
  ['a|few', 'few', 'few has fewer than 3 reviews'],
  ['a|other', 'other', 'the two are in different categories'],
  ['f1|f2', 'f2', 'the two are from one family'],
  ['a|met', 'met', 'the two met in another issue'],
];

test.each(PINS)('the pin %s is refused: %s', (pin, _, why) => {
  const input = week(
    [
      tool('a'),
      tool('banned', { status: 'banned' }),
      tool('few', { reviews: reviews('++') }),
      tool('other', { category: 'Audio' }),
      tool('f1', { family: 'f' }),
      tool('f2', { family: 'f' }),
      tool('met'),
    ],
    {
      history: [{ week: '2020-W01', pairings: [{ a: 'met', b: 'a', category: 'Video' }] }],
      wishes: { pins: [pin], bannedTools: [], bannedPairs: [] },
    },
  );
  expect(pinTroubles(input)).toEqual([`${slugsOf(pin).join(' vs ')} is pinned and cannot stay: ${why}.`]);
});

test('a pair brought in from outside has score, terms, why and runners-up like any, and its broken rules beside it', () => {
  const tools = ['a', 'b', 'c', 'd', 'e'].map(slug => tool(slug));
  const history = [{ week: '2026-W46', pairings: [{ a: 'd', b: 'e', category: 'Video' }] }];
  const input = week(tools, { count: 1, history });
  const picked = pick(input);
  const issue = { rung: picked.rung, others: [] };
  const again = appraise(input, picked.pairings[0]!, issue);
  expect(again).toEqual({
    kind: 'appraised',
    pairing: { ...picked.pairings[0], source: 'swap' },
    broken: [],
  });
  const broken = appraise(input, { a: 'd', b: 'e' }, issue);
  expect(broken).toMatchObject({
    kind: 'appraised',
    broken: [
      'd and e met before: a pair is never repeated.',
      'd is in an issue 2 weeks away; a tool rests 12 weeks.',
      'e is in an issue 2 weeks away; a tool rests 12 weeks.',
    ],
  });
  const why = (a: string, b: string, others = [] as { a: string; b: string }[]) =>
    appraise(
      { ...input, wishes: { pins: [], bannedTools: ['c'], bannedPairs: ['a|b'] } },
      { a, b },
      { ...issue, others },
    );
  expect(why('a', 'a')).toEqual({ kind: 'refused', why: 'A tool cannot be compared with itself.' });
  expect(why('a', 'c')).toMatchObject({ why: 'c is banned for this issue. Lift the ban first.' });
  expect(why('b', 'a')).toMatchObject({ why: 'This pair is banned for this issue. Lift the ban first.' });
  expect(why('a', 'zz')).toMatchObject({ why: 'The catalogue has no tool “zz”.' });
  expect(why('a', 'd', [{ a: 'd', b: 'e' }])).toMatchObject({
    why: 'd is in another pairing of this issue.',
  });
});
