import { Temporal } from 'temporal-polyfill';
import { printedDate } from '../../../templates/printed-date.ts';
import { pauseEnd } from '../../audience/pause.ts';
import { Field } from '../../web/field.tsx';
import { type Publication, usePublication } from '../../web/publication.tsx';
import type { Preferences } from './preferences.ts';

interface PauseChoiceProps {
  readonly stored: Preferences;
  /** Epoch ms. */
  readonly now: number;
  readonly chosen: string;
  readonly problem: string | undefined;
}

const OFFERED = [0, 1, 2, 3, 4, 6, 8, 12, 26, 52];

/** How long to stay away, each with the day it ends. A pause that runs is one of them and keeps its end. */
export function PauseChoice({ stored, now, chosen, problem }: PauseChoiceProps) {
  const publication = usePublication();
  const weeks = [...new Set([...OFFERED, stored.pauseWeeks])].toSorted((a, b) => a - b);
  const isOffered = weeks.some(count => String(count) === chosen);
  return (
    <Field
      id="pauseWeeks"
      label="Pause"
      hint="No issue is sent to you while it lasts; it ends by itself."
      problem={problem}
    >
      <select name="pauseWeeks" defaultValue={chosen}>
        {isOffered ? null : <option value={chosen}>{chosen}</option>}
        {weeks.map(count => {
          const end = pauseEnd(stored, count, now);
          return (
            <option key={count} value={count}>
              {end === null
                ? 'No pause'
                : `${countWords(count)}, until ${readersDay(end, stored, publication)}`}
            </option>
          );
        })}
      </select>
    </Field>
  );
}

function countWords(weeks: number): string {
  return weeks === 1 ? '1 week' : `${weeks} weeks`;
}

/** The day on the reader's own calendar. @param at epoch ms */
export function readersDay(
  at: number,
  { timezone }: Pick<Preferences, 'timezone'>,
  publication: Pick<Publication, 'timezone'>,
): string {
  const zone = timezone === '' ? publication.timezone : timezone;
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return printedDate(local.toPlainDate().toString());
}
