import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mondayOf, nextWeek, parseWeek, previousWeek, weekOf, weeksBetween } from '../../src/issue/week.ts';
import { weekName, weekNumber } from '../../src/pairing/week.ts';

const at = (iso: string) => Date.parse(iso);

describe('a week is read strictly', () => {
  test.each(['2026-W01', '2026-W48', '2026-W53', '2020-W53', '2025-W52'])('%s is taken as it is', text => {
    expect(parseWeek(text)).toEqual({ kind: 'ok', week: text });
  });

  test.each([
    ['2026-48', 'write it like'],
    ['2026-W8', 'write it like'],
    ['2026-w48', 'write it like'],
    [' 2026-W48', 'write it like'],
    ['2026-W48\n', 'write it like'],
    ['20260-W48', 'write it like'],
    ['2026W48', 'write it like'],
    ['', 'write it like'],
    ['2026-W00', '2026 has the weeks W01 to W53'],
    ['2026-W54', '2026 has the weeks W01 to W53'],
    ['2025-W53', '2025 has the weeks W01 to W52'],
    ['1899-W52', '"1899-W52" lies too far away: a week is of the years 1900 to 2999'],
    ['0000-W01', 'lies too far away'],
    ['9999-W52', 'lies too far away'],
  ])('%j is refused in words', (text, words) => {
    const parsed = parseWeek(text);
    expect(parsed.kind).toBe('refused');
    expect(parsed.kind === 'refused' && parsed.why).toContain(words);
  });

  test('what is not a week cannot be reckoned with', () => {
    expect(() => mondayOf('2025-W53')).toThrow('"2025-W53" does not exist');
  });
});

describe('every week that is taken', () => {
  test('is the same to whoever counts weeks, and has one before it and one after it', () => {
    const year = fc.integer({ min: 1900, max: 2999 });
    fc.assert(
      fc.property(year, fc.integer({ min: 1, max: 53 }), (of, number) => {
        const week = `${of}-W${String(number).padStart(2, '0')}`;
        fc.pre(parseWeek(week).kind === 'ok');
        expect(weekName(weekNumber(week))).toBe(week);
        expect(weeksBetween(previousWeek(week), nextWeek(week))).toBe(2);
        expect(weekNumber(week) - weekNumber('2026-W01')).toBe(weeksBetween('2026-W01', week));
      }),
      {
        examples: [
          [1900, 1],
          [2999, 52],
        ],
      },
    );
  });
});

describe('the week of an instant', () => {
  test.each([
    ['2026-11-23T00:00:00Z', 'UTC', '2026-W48'],
    ['2026-11-29T23:59:59Z', 'UTC', '2026-W48'],
    ['2026-11-29T23:59:59Z', 'Europe/Prague', '2026-W49'],
    ['2026-11-23T04:00:00Z', 'America/New_York', '2026-W47'],
    ['2027-01-03T12:00:00Z', 'UTC', '2026-W53'],
    ['2024-12-30T12:00:00Z', 'UTC', '2025-W01'],
    ['2021-01-03T12:00:00Z', 'UTC', '2020-W53'],
  ])('%s in %s is %s', (iso, zone, week) => {
    expect(weekOf(at(iso), zone)).toBe(week);
  });

  test('years of 53 weeks are counted through', () => {
    expect([nextWeek('2026-W53'), previousWeek('2027-W01'), nextWeek('2025-W52')]).toEqual([
      '2027-W01',
      '2026-W53',
      '2026-W01',
    ]);
    expect(weeksBetween('2026-W01', '2027-W01')).toBe(53);
    expect(weeksBetween('2025-W01', '2026-W01')).toBe(52);
    expect(weeksBetween('2027-W01', '2026-W53')).toBe(-1);
    expect(mondayOf('2026-W01')).toBe('2025-12-29');
  });

  test('stepping, counting and naming agree over two centuries', () => {
    const weekNumbers = fc.integer({ min: -5000, max: 5000 });
    fc.assert(
      fc.property(weekNumbers, fc.integer({ min: 0, max: 7 * 86_400_000 - 1 }), (steps, offset) => {
        const monday = at('2026-01-05T00:00:00Z') + steps * 7 * 86_400_000;
        const week = weekOf(monday + offset, 'UTC');
        expect(mondayOf(week)).toBe(new Date(monday).toISOString().slice(0, 10));
        expect(parseWeek(week)).toEqual({ kind: 'ok', week });
        expect(weeksBetween('2026-W02', week)).toBe(steps);
        expect(previousWeek(nextWeek(week))).toBe(week);
      }),
    );
  });
});
