import { MOST_PAUSE_WEEKS } from '../../audience/pause.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { changePreferences } from '../../storage/audience/subscribers.ts';
import { readerOf } from '../token-reader.ts';

const WEEK_MS = 7 * 86_400_000;

/** @returns null for what is no number of weeks to stay away */
export function weeksIn(text: string): number | null {
  const weeks = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0;
  return weeks >= 1 && weeks <= MOST_PAUSE_WEEKS ? weeks : null;
}

/** Lets a reader stay away for some weeks by the link for leaving; forged links and those of who left change nothing. */
export async function pause(room: Newsroom, token: string, weeks: number): Promise<void> {
  const reader = await readerOf(room, 'unsubscribe', token);
  if (reader?.state !== 'confirmed') return;
  const at = room.now();
  await changePreferences(
    room.store,
    reader.id,
    { pausedUntil: at + weeks * WEEK_MS },
    {
      at,
      consent: {
        wording: room.settings.style.words.say('readers.record.paused', { weeks }),
        source: 'mail',
        evidence: { method: 'page', form: '/unsubscribe' },
      },
    },
  );
}
