import { Temporal } from 'temporal-polyfill';
import { printedDate } from '../../templates/printed-date.ts';
import { usePublication } from './publication.tsx';

/** A point in time to the second, on the publication's clock. @param at epoch milliseconds */
export function Instant({ at }: { at: number }) {
  const { timezone } = usePublication();
  const exact = instantOf(at).toString({ smallestUnit: 'second' });
  return <time dateTime={exact}>{instantWords(at, timezone)}</time>;
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
