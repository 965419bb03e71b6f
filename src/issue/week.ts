import { Temporal } from 'temporal-polyfill';

/** ISO 8601 weeks, written `2026-W48` everywhere: they start on Monday, and week 1 holds the year's first Thursday. */
const WRITTEN = /^(\d{4})-W(\d{2})$/;
/** Whatever reckons with weeks, dates and zones agrees on those of these years, and of those beside them. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2999;

export type ParsedWeek =
  | { readonly kind: 'ok'; readonly week: string }
  | { readonly kind: 'refused'; readonly why: string };

/** Takes exactly `YYYY-Www` with a week that year has, of 1900 to 2999; `why` says what is wrong in words. */
export function parseWeek(text: string): ParsedWeek {
  const found = existingWeek(text);
  if (found.kind === 'refused') return found;
  const year = Number(text.slice(0, 4));
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return found;
  return {
    kind: 'refused',
    why: `"${text}" lies too far away: a week is of the years ${FIRST_YEAR} to ${LAST_YEAR}`,
  };
}

/** Of any year that four digits write: the week before the first and after the last can be reckoned with too. */
function existingWeek(text: string): ParsedWeek {
  const found = WRITTEN.exec(text);
  if (!found) {
    return { kind: 'refused', why: `"${text}" is not an ISO week; write it like 2026-W48` };
  }
  const [, year = '', number = ''] = found;
  const weeks = weeksInYear(Number(year));
  if (Number(number) < 1 || Number(number) > weeks) {
    return { kind: 'refused', why: `"${text}" does not exist: ${year} has the weeks W01 to W${weeks}` };
  }
  return { kind: 'ok', week: text };
}

/** The week that an instant (epoch ms) falls in, by the calendar of an IANA zone. */
export function weekOf(at: number, zone: string): string {
  return weekOfDay(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate());
}

export function nextWeek(week: string): string {
  return weekOfDay(mondayIn(week).add({ weeks: 1 }));
}

export function previousWeek(week: string): string {
  return weekOfDay(mondayIn(week).subtract({ weeks: 1 }));
}

/** How many weeks later `to` is than `from`: 1 for neighbours, negative when it is earlier. */
export function weeksBetween(from: string, to: string): number {
  return mondayIn(from).until(mondayIn(to)).days / 7;
}

/** The week's first day as an ISO date. */
export function mondayOf(week: string): string {
  return mondayIn(week).toString();
}

/** The same as a date to reckon with. Throws on anything that is not a week. */
export function mondayIn(week: string): Temporal.PlainDate {
  const parsed = existingWeek(week);
  if (parsed.kind === 'refused') {
    throw new Error(parsed.why);
  }
  return firstMonday(Number(week.slice(0, 4))).add({ weeks: Number(week.slice(6)) - 1 });
}

function weekOfDay(day: Temporal.PlainDate): string {
  const thursday = day.add({ days: 4 - day.dayOfWeek });
  const number = Math.ceil(thursday.dayOfYear / 7);
  return `${String(thursday.year).padStart(4, '0')}-W${String(number).padStart(2, '0')}`;
}

function weeksInYear(year: number): number {
  return firstMonday(year).until(firstMonday(year + 1)).days / 7;
}

/** Monday of week 1, which is the week of 4 January. */
function firstMonday(year: number): Temporal.PlainDate {
  const fourth = new Temporal.PlainDate(year, 1, 4);
  return fourth.subtract({ days: fourth.dayOfWeek - 1 });
}
