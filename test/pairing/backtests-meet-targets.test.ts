import { expect, test } from 'vitest';
import { syntheticCatalogue } from '../../scripts/synthetic-catalogue.ts';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import type { Catalogue } from '../../src/catalogue/tool.ts';
import { type Backtest, backtest } from '../../src/pairing/backtest.ts';
import { formatBacktest } from '../../src/pairing/backtest-table.ts';
import type { PastIssue } from '../../src/pairing/pairing.ts';
import { pick } from '../../src/pairing/pick.ts';
import { entropy, gini, median } from '../../src/pairing/spread.ts';
import { thursdayOf, weekName, weekNumber } from '../../src/pairing/week.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';
import { catalogue, tool } from './example-week.ts';

const MINUTES = 60_000;

function invented(tools: number, seed = 1): Catalogue {
  const result = checkCatalogue(syntheticCatalogue({ tools, seed }), 'test');
  if (result.kind === 'invalid') throw new Error('The invented catalogue is wrong');
  return result.catalogue;
}

function missed({ metrics }: Backtest): string[] {
  return metrics
    .filter(metric => metric.verdict === 'missed')
    .map(metric => `${metric.name}: ${metric.value}`);
}

test('a year over 1,000 tools meets every target', { timeout: 3 * MINUTES }, () => {
  const result = backtest({ catalogue: invented(1_000), weeks: 52, from: '2026-W02', seed: '0', count: 3 });
  expect(missed(result)).toEqual([]);
  expect(result.thin).toEqual([]);
});

test('half a year over 10,000 tools meets every target', { timeout: 3 * MINUTES }, () => {
  const result = backtest({ catalogue: invented(10_000), weeks: 26, from: '2026-W02', seed: '0', count: 3 });
  expect(missed(result)).toEqual([]);
});

test('each week is exactly what pick would have said, with the tools known by its Thursday', () => {
  const whole = invented(80);
  const options = { catalogue: whole, weeks: 20, from: '2026-W10', seed: '9', count: 3 };
  const history: PastIssue[] = [];
  const featured = new Set<string>();
  const first = weekNumber('2026-W10');
  for (let number = first; number < first + 20; number++) {
    const today = thursdayOf(number);
    const known = { ...whole, tools: whole.tools.filter(one => one.addedOn <= today) };
    const week = weekName(number);
    const { pairings } = pick({
      catalogue: known,
      history,
      week,
      today,
      seed: '9',
      count: 3,
      words: HOUSE_WORDS,
    });
    for (const { a, b } of pairings) featured.add(a).add(b);
    history.push({ week, pairings });
  }
  const weeks: string[] = [];
  const result = backtest({ ...options, onWeek: week => weeks.push(week) });
  expect(weeks).toEqual(history.map(issue => issue.week));
  const distinct = result.metrics.find(metric => metric.name.startsWith('distinct'))?.value ?? 0;
  const pickable = whole.tools.filter(one => one.status === 'active' && one.reviews.length >= 3).length;
  expect(distinct).toBeCloseTo(featured.size / Math.min(pickable, 2 * 3 * 20), 12);
  expect(backtest(options).digest).toBe(result.digest);
  expect(backtest({ ...options, seed: '10' }).digest).not.toBe(result.digest);
});

test('without a first week it starts where half of the tools are known', () => {
  const tools = ['2026-01-01', '2026-03-05', '2026-06-01'].map((addedOn, index) =>
    tool(`t${index}`, { addedOn }),
  );
  expect(backtest({ catalogue: catalogue(tools), weeks: 2, seed: '0', count: 1 })).toMatchObject({
    from: '2026-W10',
    to: '2026-W11',
  });
});

test('a small catalogue is shown week by week with what it lacked', () => {
  const tools = ['a', 'b', 'c'].map(slug => tool(slug, { addedOn: '2026-01-01' }));
  const result = backtest({ catalogue: catalogue(tools), weeks: 3, from: '2026-W48', seed: '0', count: 1 });
  expect(result.thin).toEqual([
    { week: '2026-W49', step: 4, name: 'no pairing is left' },
    { week: '2026-W50', step: 4, name: 'no pairing is left' },
  ]);
  expect(formatBacktest(result).replace(/[0-9a-f]{64}/, '…')).toMatchInlineSnapshot(`
    "Back-test 2026-W48 to 2026-W50, 3 weeks; pairings asked for each week: 1

    metric                                  value  target
    repeated pairs                              0  0                 ok
    cooldown breaches                           0  0                 ok
    banned or retired tools                     0  0                 ok
    pairs of one family                         0  0                 ok
    tools twice in an issue                     0  0                 ok
    weeks with a certified optimum          1.000  at least 1.000    ok
    worth, against the unpenalised best     1.000  at least 0.950    ok
    distinct tools, of those possible       0.667  at least 0.950    MISSED
    category entropy, of the maximum        1.000  at least 0.900    ok
    longest absence of a category         0 weeks  at most 12 weeks  ok      with 10 tools or more to offer
    exposure by maker (Gini)                0.333
    pairs of similarity .15 to .50             0%  at least 80%      MISSED
    clones (similarity over .75)                0  0                 ok
    pairs with a flip or a split               0%  at least 60%      MISSED  0% of all possible pairs
    median age at the first feature      47 weeks
    first features at most 4 weeks old         0%

    Thin weeks: 2
      2026-W49  rung 4: no pairing is left
      2026-W50  rung 4: no pairing is left

    Digest …"
  `);
});

test('an empty catalogue is no fault', () => {
  const result = backtest({
    catalogue: catalogue([]),
    weeks: 2,
    from: '2026-W48',
    seed: '0',
    count: 3,
    ablate: true,
  });
  expect(missed(result)).toEqual([]);
  expect(result.thin).toHaveLength(2);
});

test('leaving out a term is measured, and never makes the picks better', () => {
  const { ablation } = backtest({
    catalogue: invented(200),
    weeks: 8,
    from: '2026-W30',
    seed: '0',
    count: 3,
    ablate: true,
  });
  expect(ablation.map(({ term }) => term)).toEqual([
    'similarity',
    'flip',
    'split',
    'fresh',
    'unseen',
    'popularity',
    'price',
  ]);
  for (const { worth, changed } of ablation) {
    expect(worth).toBeLessThanOrEqual(1);
    expect(changed > 0).toBe(worth < 1);
  }
  expect(Math.min(...ablation.map(({ worth }) => worth))).toBeLessThan(0.95);
});

test('entropy, Gini and median are what they are called', () => {
  expect(entropy([1, 1, 1, 1])).toBe(2);
  expect(entropy([5, 0])).toBe(0);
  expect(entropy([])).toBe(0);
  expect(gini([3, 3, 3])).toBe(0);
  expect(gini([0, 0, 0, 4])).toBe(0.75);
  expect(gini([])).toBe(0);
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2);
  expect(median([])).toBe(0);
});
