import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dayNumber, thursdayOf, weekName, weekNumber, weekOfDate } from '../../src/pairing/week.ts';

test.each([
  ['2026-W48', '2026-11-26'],
  ['2026-W53', '2026-12-31'],
  ['2027-W01', '2027-01-07'],
  ['2020-W53', '2020-12-31'],
  ['2021-W01', '2021-01-07'],
  ['2025-W01', '2025-01-02'],
  ['1970-W01', '1970-01-01'],
  ['1969-W52', '1969-12-25'],
])('%s has the Thursday %s', (week, thursday) => {
  expect(thursdayOf(weekNumber(week))).toBe(thursday);
});

test('every date is in the week that the calendar says', () => {
  const dates = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(dates, instant => {
      const date = instant.toISOString().slice(0, 10);
      const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(date);
      const expected = `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`;
      expect(weekName(weekOfDate(date))).toBe(expected);
      expect(weekNumber(expected)).toBe(weekOfDate(date));
    }),
    { numRuns: 1_000 },
  );
});

test.each(['2025-W53', '2026-W54', '2026-W00', '2026-48', '2026-W5', '', '2026-W48 ', 'next'])(
  '%j is no week',
  week => {
    expect(() => weekNumber(week)).toThrow(
      `Expected an ISO week such as 2026-W48, got ${JSON.stringify(week)}`,
    );
  },
);

test.each(['2026-13-01', '2026-11', 'today', ''])('%j is no date', date => {
  expect(() => dayNumber(date)).toThrow(`Expected a date such as 2026-11-26, got ${JSON.stringify(date)}`);
});
