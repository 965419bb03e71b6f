import { Temporal } from 'temporal-polyfill';

const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;

/** When mail may go out, in the publication's zone. Minutes count from midnight; `to` is not part of it. */
export type SendWindow =
  | { readonly kind: 'any' }
  | { readonly kind: 'hours'; readonly days: readonly number[]; readonly from: number; readonly to: number };

/**
 * Reads `any` or days and hours: `MON-FRI 07:00-19:00`, `SAT 10:00-12:00`. Days may wrap (`FRI-MON`), hours may not.
 * @returns `bad` when it is neither
 */
export function parseSendWindow(text: string): SendWindow | { readonly kind: 'bad' } {
  if (text.trim().toLowerCase() === 'any') return { kind: 'any' };
  const match = /^([A-Z]{3})(?:-([A-Z]{3}))?\s+(\d{2}):(\d{2})-(\d{2}):(\d{2})$/.exec(
    text.trim().toUpperCase(),
  );
  if (!match) return { kind: 'bad' };
  const [, first = '', last = first, ...clock] = match;
  const days = daysBetween(first, last);
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = clock.map(Number);
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  const fits = days.length > 0 && fromMinute < 60 && toMinute < 60 && from < to && to <= 24 * 60;
  return fits ? { kind: 'hours', days, from, to } : { kind: 'bad' };
}

/** @param at epoch milliseconds */
export function isWithinWindow(window: SendWindow, at: number, zone: string): boolean {
  if (window.kind === 'any') return true;
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const minute = local.hour * 60 + local.minute;
  return window.days.includes(local.dayOfWeek) && minute >= window.from && minute < window.to;
}

/** As SEND_WINDOW is written: `MON-FRI 07:00-19:00`, `any`. */
export function windowWords(window: SendWindow): string {
  if (window.kind === 'any') return 'any';
  const [first = '', last = ''] = [window.days[0], window.days.at(-1)].map(day => DAYS[(day ?? 1) - 1]);
  const clock = [window.from, window.to].map(
    minute => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
  );
  return `${first === last ? first : `${first}-${last}`} ${clock.join('-')}`;
}

/**
 * The first whole minute from `at` on in which mail may go out; null when a window never opens, which only one that a
 * clock change swallows week after week could.
 * @param at epoch milliseconds
 */
export function nextInWindow(window: SendWindow, at: number, zone: string): number | null {
  const soon = Math.ceil(at / MINUTE_MS) * MINUTE_MS;
  if (isWithinWindow(window, soon, zone)) return soon;
  if (window.kind === 'any') return soon;
  const today = Temporal.Instant.fromEpochMilliseconds(soon).toZonedDateTimeISO(zone).toPlainDate();
  for (let days = 0; days <= DAYS_AHEAD; days += 1) {
    const opens = today
      .add({ days })
      .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from('00:00') })
      .with({ hour: Math.floor(window.from / 60), minute: window.from % 60 }).epochMilliseconds;
    if (opens >= soon && isWithinWindow(window, opens, zone)) return opens;
  }
  return null;
}

const MINUTE_MS = 60_000;
/** Two weeks: a day's opening may fall into a clock change once. */
const DAYS_AHEAD = 14;

/** ISO day numbers, 1 = Monday; empty when a name is none. */
function daysBetween(first: string, last: string): number[] {
  const start = DAYS.indexOf(first as (typeof DAYS)[number]);
  const end = DAYS.indexOf(last as (typeof DAYS)[number]);
  if (start < 0 || end < 0) return [];
  const count = ((end - start + 7) % 7) + 1;
  return Array.from({ length: count }, (_, step) => ((start + step) % 7) + 1);
}
