import { pauseEnd } from '../../audience/pause.ts';
import { onTheClock } from '../../issue/wall-time.ts';
import { Field } from '../../web/field.tsx';
import { type Publication, usePublication } from '../../web/publication.tsx';
import { useWords } from '../../web/use-words.ts';
import type { Words } from '../../words/words.ts';
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
  const words = useWords();
  const weeks = [...new Set([...OFFERED, stored.pauseWeeks])].toSorted((a, b) => a - b);
  const isOffered = weeks.some(count => String(count) === chosen);
  return (
    <Field
      id="pauseWeeks"
      label={words.say('readers.preferences.pause')}
      hint={words.say('readers.preferences.pause.hint')}
      problem={problem}
    >
      <select name="pauseWeeks" defaultValue={chosen}>
        {isOffered ? null : <option value={chosen}>{chosen}</option>}
        {weeks.map(count => {
          const end = pauseEnd(stored, count, now);
          return (
            <option key={count} value={count}>
              {end === null
                ? words.say('readers.preferences.pause.none')
                : words.say('readers.preferences.pause.until', {
                    weeks: count,
                    day: readersDay(end, stored, publication, words),
                  })}
            </option>
          );
        })}
      </select>
    </Field>
  );
}

/** The day on the reader's own calendar. @param at epoch ms */
export function readersDay(
  at: number,
  { timezone }: Pick<Preferences, 'timezone'>,
  publication: Pick<Publication, 'timezone'>,
  words: Words,
): string {
  const zone = timezone === '' ? publication.timezone : timezone;
  return words.day(onTheClock(at, zone).date);
}
