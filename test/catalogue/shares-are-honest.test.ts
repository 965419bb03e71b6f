import fc from 'fast-check';
import { expect, test } from 'vitest';
import { panelShare, sharePercent } from '../../src/catalogue/panel-share.ts';

const verdicts = (ships: number, skips: number) => [
  ...Array.from({ length: ships }, () => ({ verdict: 'ship' as const })),
  ...Array.from({ length: skips }, () => ({ verdict: 'skip' as const })),
];

test.each([
  [4, 0, 100, 'ship'],
  [3, 1, 75, 'ship'],
  [2, 1, 67, 'ship'],
  [2, 2, 50, 'mixed'],
  [2, 3, 40, 'mixed'],
  [1, 2, 33, 'skip'],
  [1, 3, 25, 'skip'],
  [0, 4, 0, 'skip'],
  [0, 0, 0, 'mixed'],
  [199, 1, 99, 'ship'],
  [1, 199, 1, 'skip'],
  // Half up: 1 of 8 is 12.5, 5 of 8 is 62.5.
  [1, 7, 13, 'skip'],
  [5, 3, 63, 'mixed'],
])('%i ships and %i skips are %i percent, %s', (ships, skips, percent, badge) => {
  expect(panelShare(verdicts(ships, skips))).toEqual({ ships, skips, percent, badge });
});

test('a percentage is within half a point, and only unanimity is 0 or 100', () => {
  const counts = fc
    .integer({ min: 1, max: 100_000 })
    .chain(total => fc.tuple(fc.integer({ min: 0, max: total }), fc.constant(total)));
  fc.assert(
    fc.property(counts, ([part, total]) => {
      const percent = sharePercent(part, total);
      expect(Number.isInteger(percent)).toBe(true);
      expect(percent === 100).toBe(part === total);
      expect(percent === 0).toBe(part === 0);
      if (percent > 1 && percent < 99) {
        // percent - 0.5 <= 100 part / total < percent + 0.5, in whole numbers
        expect((2 * percent - 1) * total).toBeLessThanOrEqual(200 * part);
        expect((2 * percent + 1) * total).toBeGreaterThan(200 * part);
      }
    }),
    { numRuns: 2_000 },
  );
});
