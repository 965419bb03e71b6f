import { Temporal } from 'temporal-polyfill';
import { printedDate } from '../../templates/printed-date.ts';

/** A point in time to the second, on the clock of a zone. @param at epoch milliseconds */
export function Instant({ at, zone }: { at: number; zone: string }) {
  const exact = instantOf(at).toString({ smallestUnit: 'second' });
  return <time dateTime={exact}>{instantWords(at, zone)}</time>;
}

/** `26 Nov 2026 09:00:00` @param at epoch milliseconds */
export function instantWords(at: number, zone: string): string {
  const local = instantOf(at).toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: 'second' });
  return `${printedDate(local.toPlainDate().toString())} ${time}`;
}

function instantOf(at: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at));
}
