import { Temporal } from 'temporal-polyfill';
import { untilWords } from '../issue/time-words.ts';
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

function weekday(at: number, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone);
  return local.toLocaleString('en-GB', { weekday: 'short' });
}
