import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverage } from '../../src/pairing/coverage.ts';
import { pick } from '../../src/pairing/pick.ts';
import { lastRule, narrowings } from '../../src/pairing/shortfall.ts';
import { catalogue, reviews, tool, week } from './example-week.ts';

const six = (changes: Parameters<typeof tool>[1] = {}) =>
  Array.from({ length: 6 }, (_, number) => tool(`t${number}`, changes));
const why = (input: Parameters<typeof narrowings>[0]) => lastRule(narrowings(input));
const shown = (pairs: readonly string[]) => [
  {
    week: '2026-W01',
    pairings: pairs.map(pair => ({ a: pair.split('|')[0]!, b: pair.split('|')[1]!, category: 'Video' })),
  },
];

describe('a week without a pairing', () => {
  it.each([
    [
      'two reviews each',
      week(six({ reviews: reviews('+-') })),
      'Of 15 pairs left before, none are of tools with at least 3 reviews.',
    ],
    ['retired', week(six({ status: 'retired' })), 'Of 15 pairs left before, none are of active tools.'],
    ['one family', week(six({ family: 'f' })), 'Of 15 pairs left before, none are of two families.'],
    ['one tool', week([tool('a')]), 'No two of its 1 tool are in the same category.'],
    [
      'each its own category',
      week([tool('a', { category: 'A' }), tool('b', { category: 'B' })]),
      'No two of its 2 tools are in the same category.',
    ],
    [
      'shown before',
      week([tool('a'), tool('b')], { history: shown(['a|b']) }),
      'Of 1 pair left before, none are new to readers.',
    ],
    [
      'featured lately',
      week([tool('a'), tool('b')], {
        history: [{ week: '2026-W47', pairings: [{ a: 'a', b: 'x', category: 'Video' }] }],
      }),
      'Of 1 pair left before, none are of tools that rested for 4 weeks.',
    ],
    [
      'a tool kept out',
      week([tool('a'), tool('b')], { wishes: { pins: [], bannedTools: ['a'], bannedPairs: [] } }),
      'Of 1 pair left before, none are of tools that no editor keeps out.',
    ],
    [
      'a pair kept out',
      week([tool('a'), tool('b')], { wishes: { pins: [], bannedTools: [], bannedPairs: ['a|b'] } }),
      'Of 1 pair left before, none are allowed by the editors.',
    ],
  ])('names the rule that took the last one: %s', (_, input, sentence) => {
    expect(pick(input).pairings).toEqual([]);
    expect(why(input)).toBe(sentence);
  });

  it('has a rule that took the last one exactly where the picker finds none', () => {
    const one = fc.record({
      category: fc.constantFrom('A', 'B'),
      family: fc.constantFrom('f', 'g', undefined),
      status: fc.constantFrom('active' as const, 'retired' as const),
      verdicts: fc.constantFrom('+-', '+-+'),
    });
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 5 }),
        fc.subarray(['t0|t1', 't1|t2', 't0|t3', 't2|t3']),
        (some, past) => {
          const tools = some.map(({ family, verdicts, ...rest }, number) =>
            tool(`t${number}`, { ...rest, ...(family && { family }), reviews: reviews(verdicts) }),
          );
          const input = week(tools, { history: shown(past) });
          expect(why(input) !== '').toBe(pick(input).pairings.length === 0);
        },
      ),
    );
  });
});

describe('what the picker will miss of a catalogue', () => {
  it('is nothing where every tool may meet another', () => {
    expect(coverage(catalogue(six()))).toEqual({ missed: [], tools: 6, pairs: 15, pairings: 2 });
  });

  it('is told with numbers and names', () => {
    expect(coverage(catalogue(six({ reviews: reviews('+-') })))).toEqual({
      missed: ['6 of 6 tools: fewer than 3 reviews (t0, t1, t2, t3, t4 and 1 more)'],
      tools: 0,
      pairs: 0,
      pairings: 0,
    });
    const mixed = [
      ...six(),
      tool('gone', { status: 'banned' }),
      tool('lone', { category: 'Music' }),
      ...['k1', 'k2'].map(slug => tool(slug, { category: 'Code', family: 'k' })),
    ];
    expect(coverage(catalogue(mixed))).toEqual({
      missed: [
        '1 of 10 tools: banned or retired (gone)',
        '1 of 10 tools: no other tool in their category to compare them with (lone)',
        '2 of 10 tools: all of their category are of one family, of which no two are compared (k1, k2)',
      ],
      tools: 9,
      pairs: 15,
      pairings: 2,
    });
  });
});
