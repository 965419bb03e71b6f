import { Temporal } from 'temporal-polyfill';
import { printedDate } from '../../../templates/printed-date.ts';

/** A point in time to the second, on the clock of a zone. @param at epoch milliseconds */
export function Instant({ at, zone }: { at: number; zone: string }) {
  const instant = Temporal.Instant.fromEpochMilliseconds(Math.floor(at));
  const local = instant.toZonedDateTimeISO(zone);
  const date = printedDate(local.toPlainDate().toString());
  const time = local.toPlainTime().toString({ smallestUnit: 'second' });
  return <time dateTime={instant.toString({ smallestUnit: 'second' })}>{`${date} ${time}`}</time>;
}
