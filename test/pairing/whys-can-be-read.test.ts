import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tool } from '../../src/catalogue/tool.ts';
import { pick } from '../../src/pairing/pick.ts';
import type { PickInput } from '../../src/pairing/pick-input.ts';
import { reviews, tool, week } from './example-week.ts';
import { randomWeek } from './random-week.ts';

/** Nothing to say of it but that it is there: of one mind, old, seen before, unlike anything. */
const PLAIN: Partial<Tool> = { addedOn: '2025-01-01', reviews: reviews('++++'), price: { kind: 'unknown' } };
const SEEN = [
  {
    week: '2026-W02',
    pairings: [
      { a: 'suno', b: 'x', category: 'Writing' },
      { a: 'udio', b: 'y', category: 'Writing' },
    ],
  },
];

/** The why of Suno (on the left) against Udio. */
function why(suno: Partial<Tool>, udio: Partial<Tool>, changes: Partial<PickInput> = {}): string {
  const tools = [
    tool('suno', { name: 'Suno', tagline: 'songs', description: 'vocals', ...PLAIN, ...suno }),
    tool('udio', { name: 'Udio', tagline: 'music', description: 'beats', ...PLAIN, ...udio }),
  ];
  for (let seed = 0; seed < 100; seed++) {
    const [pairing] = pick(week(tools, { history: SEEN, count: 1, seed: String(seed), ...changes })).pairings;
    if (pairing?.a === 'suno') return pairing.why;
  }
  throw new Error('In a hundred throws Suno was never on the left');
}

const month = (amount: number, per: 'month' | 'seat_month' = 'month') =>
  ({ price: { kind: 'paid', from: { amount, currency: 'USD', per } } }) as const;

const REASONS: [Partial<Tool>, Partial<Tool>, string][] = [
  [{}, {}, 'The best pairing left in Video.'],
  [{}, { reviews: reviews('+-++') }, 'The Skeptic ships Suno and skips Udio.'],
  [
    { reviews: reviews('--++') },
    {},
    'The Builder and the Skeptic ship Udio and skip Suno; the panel is split 2–2 on Suno.',
  ],
  [
    { reviews: reviews('+++-') },
    { reviews: reviews('-+++') },
    'The Builder ships Suno, the Creator ships Udio.',
  ],
  [
    { reviews: reviews('----') },
    {},
    'The Builder, the Creator, the Futurist and the Skeptic ship Udio and skip Suno.',
  ],
  [
    { reviews: reviews('+++', ['builder', 'skeptic', 'futurist']) },
    { reviews: reviews('---', ['creator', 'founder', 'other']) },
    'Two different panels, 100% ship against 0%.',
  ],
  [{ reviews: reviews('++--') }, { reviews: reviews('++--+') }, 'The panel is split on both, 2–2 and 3–2.'],
  [{ addedOn: '2026-11-19' }, { addedOn: '2026-11-26' }, 'Both added in the last week.'],
  [{ addedOn: '2026-11-12' }, { addedOn: '2026-11-26' }, 'Both added in the last two weeks.'],
  [{ addedOn: '2026-10-29' }, { addedOn: '2026-11-20' }, 'Both added in the last four weeks.'],
  [{ addedOn: '2026-11-20' }, {}, 'The newcomer is Suno, added in the last week.'],
  [{ price: { kind: 'free' } }, month(20), 'Free against $20 a month.'],
  [month(59, 'seat_month'), { price: { kind: 'free_tier' } }, '$59 a month per seat against a free tier.'],
  [month(19), month(20), 'The best pairing left in Video.'],
  [{ popularity: 0.8 }, { popularity: 0.9 }, 'Two of the best known in Video.'],
  [
    {
      tagline: 'songs',
      tags: ['text-to-song', 'vocals'],
      description: 'Quite another thing altogether here',
    },
    {
      tagline: 'songs',
      tags: ['vocals', 'x', 'text-to-song'],
      description: 'Some different words stand there',
    },
    'Both are tagged text to song and vocals.',
  ],
];

test.each(REASONS)('%j against %j: %s', (suno, udio, words) => {
  expect(why(suno, udio)).toBe(words);
});

test('what was never featured is said last, and only of those it is true of', () => {
  const fresh = { addedOn: '2026-11-20' };
  expect(why(fresh, {}, { history: [] })).toBe(
    'The newcomer is Suno, added in the last week; neither was featured before.',
  );
  const history = [{ week: '2026-W02', pairings: [{ a: 'udio', b: 'y', category: 'Writing' }] }];
  expect(why(fresh, {}, { history })).toBe(
    'The newcomer is Suno, added in the last week; first time here for Suno.',
  );
});

test('the strongest three come, the strongest first', () => {
  const suno = { popularity: 1, addedOn: '2026-11-26', price: { kind: 'free' } } as const;
  const udio = { popularity: 1, addedOn: '2026-11-26', reviews: reviews('+--+'), ...month(100) };
  expect(why(suno, udio)).toBe(
    'Both added in the last week; the Futurist and the Skeptic ship Suno and skip Udio; two of the best known in Video.',
  );
});

test('long names make way for a shorter wording, and the limit holds', () => {
  const long = 'A Name That Goes On For Nearly Sixty Characters, As Some Names';
  const text = why({ name: long, addedOn: '2026-11-26' }, { name: `${long} 2`, reviews: reviews('+--+') });
  expect(text).toBe(
    'The Futurist and the Skeptic ship one and skip the other; one was added in the last week; one of them splits the panel 2–2.',
  );
});

test('a category that waited long says so', () => {
  const tools = Array.from({ length: 10 }, (_, number) =>
    tool(`t${number}`, { ...PLAIN, name: `N${number}`, tagline: `w${number}`, description: `v${number}` }),
  );
  const history = Array.from({ length: 9 }, (_, number) => ({
    week: `2026-W${number + 30}`,
    pairings: [{ a: `x${number}`, b: `y${number}`, category: 'Writing' }],
  }));
  const [pairing] = pick(week(tools, { history, count: 1 })).pairings;
  expect(pairing?.terms.waitingCategory).toBe(80_000);
  expect(pairing?.why).toContain('t was the turn of Video');
});

test('every why is one sentence of at most 160 characters, with no gap left in it', () => {
  const seeds = fc.record({
    seed: fc.integer(),
    categories: fc.integer({ min: 1, max: 4 }),
    kind: fc.constantFrom('mixed' as const, 'hardly differ' as const),
  });
  fc.assert(
    fc.property(seeds, options => {
      for (const { why: words } of pick(randomWeek({ ...options, tools: 30, count: 3, tired: 0.3 }))
        .pairings) {
        expect(words.length).toBeLessThanOrEqual(160);
        expect(words).toMatch(/^[A-Z$€0-9].*[^;,. ]\.$/);
        expect(words).not.toMatch(/undefined|NaN|null| {2}|\n/);
      }
    }),
    { numRuns: 150 },
  );
});
