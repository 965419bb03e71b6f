import { Temporal } from 'temporal-polyfill';

/** An instant that a wall clock names, and how surely: clocks that are changed skip an hour, or show it twice. */
export interface WallTime {
  /** Epoch ms. */
  readonly at: number;
  readonly clock: 'once' | 'skipped' | 'twice';
}

/**
 * The instant of a wall time in a zone. One that a clock change skips moves forward by the change, of one that comes
 * twice the first counts: the rule of every slot (docs/decisions/050).
 * @param date `2026-11-26` @param time `09:30`
 * @returns null for what is no date or no time
 */
export function wallTime(date: string, time: string, zone: string): WallTime | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}$/.test(time)) return null;
  let wall: Temporal.PlainDateTime;
  try {
    wall = Temporal.PlainDateTime.from(`${date}T${time}`, { overflow: 'reject' });
  } catch (fault) {
    if (fault instanceof RangeError) return null;
    throw fault;
  }
  const first = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
  const last = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  const at = first.epochMilliseconds;
  if (!first.toPlainDateTime().equals(wall)) return { at, clock: 'skipped' };
  return { at, clock: at === last.epochMilliseconds ? 'once' : 'twice' };
}

/** How an instant reads on the clock of a zone: `2026-11-26` and `09:30`. @param at epoch ms */
export function onTheClock(at: number, zone: string): { readonly date: string; readonly time: string } {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
}
