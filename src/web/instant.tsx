import { Temporal } from 'temporal-polyfill';
import type { Words } from '../words/words.ts';
import { usePublication } from './publication.tsx';
import { useWords } from './use-words.ts';

type Exactness = 'minute' | 'second';

/** A point in time on the publication's clock. @param at epoch milliseconds */
export function Instant({ at, to = 'minute' }: { at: number; to?: Exactness }) {
  const { timezone } = usePublication();
  const words = useWords();
  const exact = instantOf(at).toString({ smallestUnit: 'second' });
  return <time dateTime={exact}>{instantWords(words, at, timezone, to)}</time>;
}

/** `26 Nov 2026 09:00`, and `09:00:00` to the second. @param at epoch milliseconds */
export function instantWords(words: Words, at: number, zone: string, to: Exactness = 'minute'): string {
  const local = instantOf(at).toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: to });
  return words.say('common.moment', { day: words.day(local.toPlainDate().toString()), clock: time });
}

function instantOf(at: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at));
}
