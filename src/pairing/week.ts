/*
 * ISO weeks as running numbers, so that "how many weeks between" is a subtraction in years of 52 and of 53 weeks
 * alike. An ISO week belongs to the year of its Thursday, and day 0 of the epoch was a Thursday: the Thursday of
 * week number n is day 7n.
 */

const DAY_MS = 86_400_000;

/** `2026-W48` → its running number (0 is the week of 1970-01-01). Throws on anything that is not an ISO week. */
export function weekNumber(week: string): number {
  const match = /^(\d{4})-W(\d{2})$/.exec(week);
  const first = match ? Math.ceil(Date.parse(`${match[1]}-01-01T00:00:00Z`) / DAY_MS / 7) : Number.NaN;
  const number = first + Number(match?.[2]) - 1;
  if (Number.isNaN(number) || weekName(number) !== week) {
    throw new Error(`Expected an ISO week such as 2026-W48, got ${JSON.stringify(week)}`);
  }
  return number;
}

/** The inverse of `weekNumber`. */
export function weekName(number: number): string {
  const year = new Date(number * 7 * DAY_MS).getUTCFullYear();
  const first = Math.ceil(Date.UTC(year, 0, 1) / DAY_MS / 7);
  return `${String(year).padStart(4, '0')}-W${String(number - first + 1).padStart(2, '0')}`;
}

/** The Thursday of a week, YYYY-MM-DD. */
export function thursdayOf(number: number): string {
  return new Date(number * 7 * DAY_MS).toISOString().slice(0, 10);
}

/** The running number of the week that a date (YYYY-MM-DD) lies in. */
export function weekOfDate(date: string): number {
  return Math.floor((dayNumber(date) + 3) / 7);
}

/** Days since 1970-01-01 of a date, YYYY-MM-DD. */
export function dayNumber(date: string): number {
  // V8 also parses much that is no ISO date.
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) / DAY_MS : Number.NaN;
  if (!Number.isInteger(day))
    throw new Error(`Expected a date such as 2026-11-26, got ${JSON.stringify(date)}`);
  return day;
}
