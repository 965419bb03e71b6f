import { expect, test } from 'vitest';
import { type PastIssue, pairKey } from '../../src/pairing/pairing.ts';
import { pick } from '../../src/pairing/pick.ts';
import { tool, week } from './example-week.ts';

function summary(input: Parameters<typeof pick>[0]) {
  const { pairings, asked, rung } = pick(input);
  return { pairs: pairings.map(({ a, b }) => pairKey(a, b)).toSorted(), asked, rung };
}

test.each([0, 1])('%i tools give no pairing, and say so', size => {
  const tools = Array.from({ length: size }, (_, number) => tool(`t${number}`));
  expect(summary(week(tools))).toEqual({
    pairs: [],
    asked: 3,
    rung: { step: 6, name: 'no pairing is left' },
  });
});

test('two tools give one pairing instead of three', () => {
  expect(summary(week([tool('a'), tool('b')]))).toEqual({
    pairs: ['a|b'],
    asked: 3,
    rung: { step: 5, name: '1 pairing instead of 3' },
  });
});

test('when all tools are of one category, two pairings are the most', () => {
  const tools = Array.from({ length: 9 }, (_, number) => tool(`t${number}`));
  const { pairs, rung } = summary(week(tools));
  expect(pairs).toHaveLength(2);
  expect(rung).toEqual({ step: 4, name: '2 pairings instead of 3' });
  expect(summary(week(tools, { count: 2 })).rung).toEqual({
    step: 3,
    name: 'two pairings of one category allowed',
  });
});

test('asked for more than there are categories, categories give two each before pairings are dropped', () => {
  const tools = ['Video', 'Writing'].flatMap(category =>
    Array.from({ length: 4 }, (_, number) => tool(`${category.toLowerCase()}${number}`, { category })),
  );
  expect(summary(week(tools, { count: 4 }))).toMatchObject({ rung: { step: 3 } });
  expect(summary(week(tools, { count: 9 }))).toMatchObject({
    rung: { step: 8, name: '4 pairings instead of 9' },
  });
});

test('asked for nothing, it answers nothing on rung 0; asked for nonsense, it throws', () => {
  expect(summary(week([tool('a'), tool('b')], { count: 0 }))).toEqual({
    pairs: [],
    asked: 0,
    rung: { step: 0, name: 'no rule relaxed' },
  });
  expect(() => pick(week([], { count: -1 }))).toThrow(
    'Expected count to be a whole number of 0 or more, got -1',
  );
  expect(() => pick(week([], { count: 1.5 }))).toThrow('got 1.5');
  expect(() => pick(week([], { week: '2025-W53' }))).toThrow(
    'Expected an ISO week such as 2026-W48, got "2025-W53"',
  );
});

test('every pair of a small catalogue comes once, then nothing is left', () => {
  const tools = ['a', 'b', 'c', 'd'].map(slug => tool(slug));
  const history: PastIssue[] = [];
  const shown: string[] = [];
  for (let number = 1; number <= 52; number++) {
    const name = `2026-W${String(number).padStart(2, '0')}`;
    const { pairings } = pick(week(tools, { history, week: name, count: 1 }));
    shown.push(...pairings.map(({ a, b }) => pairKey(a, b)));
    history.push({ week: name, pairings });
  }
  expect(shown).toHaveLength(6);
  expect(new Set(shown)).toEqual(new Set(['a|b', 'a|c', 'a|d', 'b|c', 'b|d', 'c|d']));
});

test('tools dated after the week are brand new in it, since any week may be picked by name', () => {
  const tools = [tool('a', { addedOn: '2027-05-01' }), tool('b', { addedOn: '2027-05-01' })];
  const [pairing] = pick(week(tools, { count: 1 })).pairings;
  expect(pairing?.terms.fresh).toBe(170_000);
  expect(pairing?.why).not.toContain('added');
});
