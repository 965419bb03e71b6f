import { onTheClock } from '../../issue/wall-time.ts';
import { usePublication } from '../../web/publication.tsx';
import { useWords } from '../../web/use-words.ts';

/** "30 November 2026, 09:00 (UTC)". @param at epoch milliseconds */
export function ClosingTime({ at }: { at: number }) {
  const { timezone: zone } = usePublication();
  const words = useWords();
  const { date, time } = onTheClock(at, zone);
  return (
    <time dateTime={new Date(at).toISOString().replace(/:\d\d\.\d{3}Z$/, 'Z')}>
      {words.say('vote.moment', { day: words.day(date), clock: time, zone })}
    </time>
  );
}
