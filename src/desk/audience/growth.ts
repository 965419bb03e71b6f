import { mondayIn, previousWeek, weekOf } from '../../issue/week.ts';

/** What one week did to the audience. */
export interface GrowthWeek {
  readonly week: string;
  /** Newly confirmed. */
  readonly confirmed: number;
  /** Had been confirmed and unsubscribed, were suppressed or erased. */
  readonly left: number;
  /** Confirmed when the week ended (or now). */
  readonly readers: number;
}

const GROWTH_WEEKS = 26;

/** The last weeks up to that of `now`, oldest first, and when each begins in the publication's zone (epoch ms). */
export function growthWeeks(
  now: number,
  zone: string,
): { readonly week: string; readonly startsAt: number }[] {
  const weeks = [weekOf(now, zone)];
  while (weeks.length < GROWTH_WEEKS) weeks.unshift(previousWeek(weeks[0] ?? ''));
  return weeks.map(week => ({ week, startsAt: mondayIn(week).toZonedDateTime(zone).epochMilliseconds }));
}

/**
 * Reckons the readers at each week's end backwards from those there are now.
 * @param counts by week, oldest first
 */
export function growthOf(
  counts: readonly { readonly week: string; readonly confirmed: number; readonly left: number }[],
  readersNow: number,
): GrowthWeek[] {
  const growth: GrowthWeek[] = [];
  let readers = readersNow;
  for (const count of counts.toReversed()) {
    growth.unshift({ ...count, readers });
    readers -= count.confirmed - count.left;
  }
  return growth;
}
