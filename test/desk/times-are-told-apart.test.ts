import { describe, expect, it } from 'vitest';
import { untilWords } from '../../src/issue/time-words.ts';
import { instantWords } from '../../src/web/instant.tsx';
import { HOUSE_WORDS } from '../../src/words/words.ts';
import { at } from '../support/clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a time at the desk', () => {
  it.each([
    [2 * DAY, 'in 2 days'],
    [-2 * DAY, '2 days ago'],
    [1.5 * DAY, 'in 2 days'],
    [-1.5 * DAY, '2 days ago'],
    [26 * HOUR, 'in 26 hours'],
    [90 * MINUTE, 'in 2 hours'],
    [89 * MINUTE, 'in 89 minutes'],
    [MINUTE, 'in 1 minute'],
    [-MINUTE, '1 minute ago'],
    [29_000, 'now'],
    [-29_000, 'now'],
    [0, 'now'],
    [40 * DAY, 'in 40 days'],
    [70 * DAY, 'in 2 months'],
    [1_000 * DAY, 'in 3 years'],
  ])('of %d ms from now is %s', (ms, words) => {
    expect(untilWords(ms)).toBe(words);
  });

  it('has no seconds and stands on the clock of the publication', () => {
    expect(instantWords(HOUSE_WORDS, at('2026-11-26T08:00:59Z'), 'Europe/Prague')).toBe('26 Nov 2026 09:00');
    expect(instantWords(HOUSE_WORDS, at('2026-11-26T08:00:59Z'), 'Europe/Prague', 'second')).toBe(
      '26 Nov 2026 09:00:59',
    );
  });
});
