import { Temporal } from 'temporal-polyfill';
import { printedDate } from '../../templates/printed-date.ts';
import { usePublication } from './publication.tsx';

type Exactness = 'minute' | 'second';

/** A point in time on the publication's clock. @param at epoch milliseconds */
export function Instant({ at, to = 'minute' }: { at: number; to?: Exactness }) {
  const { timezone } = usePublication();
  const exact = instantOf(at).toString({ smallestUnit: 'second' });
  return <time dateTime={exact}>{instantWords(at, timezone, to)}</time>;
}

/** `26 Nov 2026 09:00`, and `09:00:00` to the second. @param at epoch milliseconds */
export function instantWords(at: number, zone: string, to: Exactness = 'minute'): string {
  const local = instantOf(at).toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: to });
  return `${printedDate(local.toPlainDate().toString())} ${time}`;
}

function instantOf(at: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at));
}
