import { Temporal } from 'temporal-polyfill';
import { printedDate } from '../../../templates/printed-date.ts';
import { usePublication } from '../../web/publication.tsx';

/** "30 November 2026, 09:00 (UTC)". @param at epoch milliseconds */
export function ClosingTime({ at }: { at: number }) {
  const { timezone: zone } = usePublication();
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return (
    <time dateTime={local.toInstant().toString({ smallestUnit: 'minute' })}>
      {`${printedDate(local.toPlainDate().toString())}, ${time} (${zone})`}
    </time>
  );
}
