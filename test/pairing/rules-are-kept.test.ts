import { expect, test } from 'vitest';
import { syntheticCatalogue } from '../../scripts/synthetic-catalogue.ts';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import type { Tool } from '../../src/catalogue/tool.ts';
import { type PastIssue, pairKey } from '../../src/pairing/pairing.ts';
import { pick } from '../../src/pairing/pick.ts';
import { thursdayOf, weekName, weekNumber } from '../../src/pairing/week.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';
import { reviews, tool, week } from './example-week.ts';

function pairs(input: Parameters<typeof pick>[0]): string[] {
  return pick(input).pairings.map(({ a, b }) => pairKey(a, b));
}

test('two hundred weeks in a row break no rule', () => {
  const result = checkCatalogue(syntheticCatalogue({ tools: 250, seed: 7 }), 'test');
  if (result.kind === 'invalid') throw new Error('The invented catalogue is wrong');
  const { catalogue } = result;
  const tools = new Map(catalogue.tools.map(one => [one.slug, one]));
  const history: PastIssue[] = [];
  const rungs = new Set<number>();
  const first = weekNumber('2026-W02');
  const seen = new Set<string>();
  const lastWeek = new Map<string, number>();
  const restOnRung = [12, 8, 4, 4, 4, 4, 4];
  for (let number = first; number < first + 200; number++) {
    const input = {
      catalogue,
      history,
      week: weekName(number),
      today: thursdayOf(number),
      seed: 's',
      count: 3,
      words: HOUSE_WORDS,
    };
    const { pairings, rung } = pick(input);
    rungs.add(rung.step);
    expect(pairings).toHaveLength(rung.step <= 3 ? 3 : 6 - rung.step);
    const slugs = pairings.flatMap(({ a, b }) => [a, b]);
    expect(new Set(slugs).size).toBe(slugs.length);
    for (const { a, b, category } of pairings) {
      const [left, right] = [tools.get(a)!, tools.get(b)!];
      expect([left.category, right.category]).toEqual([category, category]);
      expect([left.status, right.status]).toEqual(['active', 'active']);
      expect(Math.min(left.reviews.length, right.reviews.length)).toBeGreaterThanOrEqual(3);
      expect(left.family).not.toBe(right.family);
      expect(seen).not.toContain(pairKey(a, b));
      seen.add(pairKey(a, b));
    }
    const categories = pairings.map(pairing => pairing.category);
    expect(
      Math.max(...[...new Set(categories)].map(name => categories.filter(other => other === name).length)),
    ).toBeLessThanOrEqual(rung.step >= 3 ? 2 : 1);
    for (const slug of slugs)
      expect(number - (lastWeek.get(slug) ?? -1_000)).toBeGreaterThanOrEqual(restOnRung[rung.step] ?? 0);
    for (const slug of slugs) lastWeek.set(slug, number);
    history.push({ week: input.week, pairings });
  }
  expect(rungs).toContain(0);
});

const BARRED: [string, Partial<Tool>, Partial<Tool>][] = [
  ['one is banned', { status: 'banned' }, {}],
  ['one is retired', {}, { status: 'retired' }],
  ['one has two reviews', { reviews: reviews('++') }, {}],
  ['one has none', {}, { reviews: [] }],
  ['they are of one family', { family: 'f' }, { family: 'f' }],
  ['they are of two categories', { category: 'Writing' }, {}],
];

test.each(BARRED)('two tools are never paired when %s', (_, a, b) => {
  expect(pick(week([tool('a', a), tool('b', b)]))).toEqual({
    pairings: [],
    asked: 3,
    rung: { step: 6, name: 'no pairing is left' },
  });
});

test('a pair is never repeated, whichever side its tools stood on and however long ago', () => {
  const history = [{ week: '2001-W01', pairings: [{ a: 'b', b: 'a', category: 'Video' }] }];
  expect(pairs(week([tool('a'), tool('b')], { history, count: 1 }))).toEqual([]);
  expect(pairs(week([tool('a'), tool('b'), tool('c')], { history, count: 1 }))).toHaveLength(1);
});

test.each([
  ['2026-W47', 3],
  ['2026-W45', 3],
  ['2026-W44', 2],
  ['2026-W41', 2],
  ['2026-W40', 1],
  ['2026-W37', 1],
  ['2026-W36', 0],
  // A week that was picked ahead counts the same.
  ['2026-W51', 3],
  ['2027-W07', 0],
])('a tool featured in %s comes back on rung %i', (lastWeek, step) => {
  const history = [{ week: lastWeek, pairings: [{ a: 'a', b: 'gone', category: 'Video' }] }];
  const { rung, pairings } = pick(week([tool('a'), tool('b')], { history, count: 1 }));
  expect(pairings.length === 0 ? 3 : rung.step).toBe(step);
});

test('cooldown counts weeks, also across a year of 53', () => {
  const history = [{ week: '2026-W50', pairings: [{ a: 'a', b: 'gone', category: 'Video' }] }];
  const rung = (name: string) =>
    pick(week([tool('a'), tool('b')], { history, count: 1, week: name })).rung.step;
  // 2026-W50 to W53 are 3 weeks, and 2027-W09 is 12 weeks after 2026-W50.
  expect([rung('2027-W08'), rung('2027-W09')]).toEqual([1, 0]);
});

test('the history may come in any order', () => {
  const tools = Array.from({ length: 8 }, (_, number) => tool(`t${number}`, { popularity: number / 10 }));
  const history = [
    { week: '2026-W46', pairings: [{ a: 't0', b: 't1', category: 'Video' }] },
    { week: '2026-W20', pairings: [{ a: 't2', b: 't3', category: 'Video' }] },
    { week: '2026-W47', pairings: [{ a: 't4', b: 't5', category: 'Writing' }] },
  ];
  expect(pick(week(tools, { history: history.toReversed() }))).toEqual(pick(week(tools, { history })));
});
