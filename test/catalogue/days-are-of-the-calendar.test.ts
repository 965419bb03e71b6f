import { expect, it } from 'vitest';
import { date } from '../../src/catalogue/tool-fields.ts';

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** As the clock has it: 31 April comes out as a day in May. */
function isThere(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === day;
}

it('every day of the calendar is one, and no other', () => {
  const days = [
    ...Array.from({ length: 9_999 }, (_, year) => `${String(year + 1).padStart(4, '0')}-02-29`),
    ...[2023, 2024].flatMap(year =>
      Array.from({ length: 14 * 34 }, (_, at) => `${year}-${two(Math.floor(at / 34))}-${two(at % 34)}`),
    ),
  ];
  expect(days.filter(day => date.safeParse(day).success !== isThere(day))).toEqual([]);
  expect(days.filter(day => date.safeParse(day).success)).toHaveLength(2_424 + 365 + 366);
});
