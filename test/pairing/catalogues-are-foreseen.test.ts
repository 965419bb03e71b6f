import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aheadLines } from '../../src/cli/foresight-lines.ts';
import { backtest } from '../../src/pairing/backtest.ts';
import { coverage } from '../../src/pairing/coverage.ts';
import { foresee } from '../../src/pairing/foresight.ts';
import { catalogue, reviews, tool } from './example-week.ts';

const FROM = '2026-W49';

function ahead(tools: ReturnType<typeof tool>[], asked = 3, weeks = 52) {
  const all = catalogue(tools);
  return foresee({ catalogue: all, pairs: coverage(all).pairs, from: FROM, weeks, asked, seed: '0' });
}

const some = (count: number, changes: object = {}) =>
  Array.from({ length: count }, (_, number) => tool(`t${number}`, { reviews: reviews('+-+'), ...changes }));

describe('what is foreseen of a catalogue', () => {
  it('is the number of weeks until its pairs run out', () => {
    const four = ahead(some(4));
    // Two pairs a week at most, and each tool rests for four weeks: 2026-W49, W53 and 2027-W04.
    expect(four).toEqual({
      asked: 3,
      from: FROM,
      weeks: 9,
      full: 0,
      thin: 3,
      empty: 6,
      firstThin: { week: '2026-W49', pairings: 2 },
      firstEmpty: '2026-W50',
      spentAfter: 9,
    });
    expect(aheadLines(four)).toEqual([
      'Picked every week from 2026-W49, with nothing added: 0 full, 3 thin, 6 empty in 9 weeks; the first thin one is 2026-W49, with 2 of 3, the first empty one is 2026-W50.',
      'Weeks until its pairs run out: 9. After that nothing is left that readers have not seen.',
    ]);
  });

  it('counts neither tools with too few reviews nor pairs of one family', () => {
    const six = [
      ...some(4, { family: 'f' }),
      tool('b', { reviews: reviews('+-+') }),
      tool('c', { reviews: reviews('+-') }),
    ];
    expect(coverage(catalogue(six)).pairs).toBe(4);
    expect(ahead(six, 1)).toMatchObject({ full: 4, spentAfter: 13 });
  });

  it('is a year of full issues where there is enough, in one sentence', () => {
    const many = Array.from({ length: 16 }, (_, number) =>
      some(6, { category: `c${number}` }).map(one => ({ ...one, slug: `${one.slug}-${number}` })),
    ).flat();
    expect(aheadLines(ahead(many, 1))).toEqual([
      'Picked every week from 2026-W49, with nothing added: 52 full in 52 weeks.',
    ]);
  });

  it('is what the back-test would pick, week by week', () => {
    const anyTools = fc.array(
      fc.record({
        category: fc.constantFrom('c', 'd'),
        family: fc.constantFrom('f', undefined),
        verdicts: fc.constantFrom('+-+', '+--', '++', '+++'),
      }),
      { minLength: 1, maxLength: 7 },
    );
    fc.assert(
      fc.property(anyTools, fc.integer({ min: 1, max: 3 }), (told, asked) => {
        const tools = told.map(({ family, verdicts, category }, number) =>
          tool(`t${number}`, {
            category,
            ...(family && { family }),
            reviews: reviews(verdicts),
            addedOn: '2026-01-01',
          }),
        );
        const seen = ahead(tools, asked, 14);
        const counts: number[] = [];
        backtest({
          catalogue: catalogue(tools),
          weeks: 14,
          from: FROM,
          seed: '0',
          count: asked,
          onWeek: (_week, { pairings }) => counts.push(pairings.length),
        });
        const upTo = counts.slice(0, seen.weeks);
        expect(seen.full).toBe(upTo.filter(count => count === asked).length);
        expect(seen.empty).toBe(upTo.filter(count => count === 0).length);
        expect(seen.thin).toBe(upTo.filter(count => count > 0 && count < asked).length);
        if (seen.spentAfter === null) expect(seen.weeks).toBe(14);
        else expect(counts.slice(seen.spentAfter).every(count => count === 0)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
