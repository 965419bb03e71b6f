import { Temporal } from 'temporal-polyfill';
import { Instant } from '../web/instant.tsx';
import { usePublication } from '../web/publication.tsx';
import { useVisit } from './visit.tsx';

/**
 * A point in time as somebody plans by it: the day of the week, the clock of the publication, and how far away it is.
 * `Thu 26 Nov 2026 09:00 (in 2 days)`. In tables, where nobody plans, stands an `Instant`. @param at epoch milliseconds
 */
export function When({ at }: { at: number }) {
  const { timezone } = usePublication();
  const { room } = useVisit();
  return (
    <span className="when">
      <span>
        {`${weekday(at, timezone)} `}
        <Instant at={at} />
      </span>{' '}
      <span className="away">{`(${untilWords(at - room.now())})`}</span>
    </span>
  );
}

const MINUTE = 60_000;
const UNITS = [
  { unit: 'year', size: 365 * 24 * 60 * MINUTE, least: 2 },
  { unit: 'month', size: 30 * 24 * 60 * MINUTE, least: 2 },
  { unit: 'day', size: 24 * 60 * MINUTE, least: 2 },
  { unit: 'hour', size: 60 * MINUTE, least: 2 },
  { unit: 'minute', size: MINUTE, least: 1 },
] as const;

// Not `numeric: 'auto'`: "tomorrow" is a day of the calendar, and 26 hours from now may be the day after it.
const format = new Intl.RelativeTimeFormat('en-GB');

/** `in 2 days`, `in 26 hours`, `in 12 minutes`, `now`, `40 minutes ago`. @param ms from now, negative for the past */
export function untilWords(ms: number): string {
  const away = Math.abs(ms);
  const fits = UNITS.find(({ size, least }) => Math.round(away / size) >= least);
  return fits === undefined ? 'now' : format.format(Math.sign(ms) * Math.round(away / fits.size), fits.unit);
}

function weekday(at: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone);
  return local.toLocaleString('en-GB', { weekday: 'short' });
}
