import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aboutWords, leftWords } from '../../src/issue/time-words.ts';

const SECONDS = { second: 1, minute: 60, hour: 3_600 };

/** What words like `about 2 hours 10 minutes` come to, seconds. */
function secondsIn(words: string): number {
  return [...words.matchAll(/(\d+) (second|minute|hour)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * SECONDS[unit as keyof typeof SECONDS],
    0,
  );
}

it.each([
  [1, 'about 10 seconds'],
  [90, 'about 90 seconds'],
  [91, 'about 2 minutes'],
  [3_600, 'about 60 minutes'],
  [7_201, 'about 2 hours 10 minutes'],
  [10_800, 'about 3 hours'],
])('%d seconds still to go are %s', (seconds, words) => {
  expect(aboutWords(seconds)).toBe(words);
});

it.each([
  [59_999, 'less than a minute'],
  [60_000, '1 minute'],
  [10_800_000, '3 hours'],
  [86_399_999, '23 hours 59 minutes'],
])('%d ms before a deadline are %s', (ms, words) => {
  expect(leftWords(ms)).toBe(words);
});

it('never promises more time before a deadline, nor less for what takes its time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400_000 }), seconds => {
      expect(secondsIn(leftWords(seconds * 1_000))).toBeLessThanOrEqual(seconds);
      expect(secondsIn(aboutWords(seconds))).toBeGreaterThanOrEqual(seconds);
    }),
  );
});
