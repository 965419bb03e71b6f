import { expect, it } from 'vitest';
import { believable } from '../../scripts/bench/believable.ts';

const figures = { firstPostMs: 900, lastPostMs: 1_400, tookMs: 1_500, emails: 500, peakRssMb: 150 };
const killed = { finished: false, mustBeKilled: true, resumes: false };
const resumed = { finished: true, mustBeKilled: false, resumes: true };

it('lets figures through that can be true', () => {
  expect(believable(figures, killed)).toBe(figures);
  expect(believable(figures, resumed)).toBe(figures);
  const onTheWire = { ...figures, lastPostMs: 1_510 };
  expect(believable(onTheWire, killed)).toBe(onTheWire);
});

it.each([
  ['a first post at the beginning of time', { firstPostMs: -1_795_938_149_740 }, resumed, /first post/],
  ['a first post of no number', { firstPostMs: Number.NaN }, resumed, /first post/],
  ['a last post before the first', { lastPostMs: 100 }, resumed, /the last after 100 ms/],
  ['a post after the end', { lastPostMs: 1_501 }, resumed, /of 1500 ms/],
  ['a post long after a kill', { lastPostMs: 2_001 }, killed, /of 1500 ms/],
  ['no mail', { emails: 0 }, resumed, /without a single mail/],
  ['no memory', { peakRssMb: 0 }, resumed, /0 MB/],
  ['an end before the kill', {}, { ...killed, finished: true }, /ended before that; take more readers/],
  [
    'a lease waited out',
    { firstPostMs: 20_010, lastPostMs: 20_100, tookMs: 20_500 },
    resumed,
    /a lease waited out/,
  ],
])('fails at %s', (_what, wrong, run, words) => {
  expect(() => believable({ ...figures, ...wrong }, run)).toThrow(words);
});
