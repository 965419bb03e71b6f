import { Temporal } from 'temporal-polyfill';
import type { DeskWeek } from '../../newsroom/editing/read-week.ts';
import { storedValues } from '../../newsroom/editing/word-values.ts';
import type { PublicRoom } from '../../newsroom/public-room.ts';
import { PAGE_WITH_SCRIPT } from '../../web/security-headers.ts';
import type { DeskContext } from '../desk-env.ts';
import { DESK_ANSWER } from '../visit.tsx';

/** Headers of the page on which words are saved while somebody writes. */
export const WORDS_ANSWER = { 'Content-Security-Policy': PAGE_WITH_SCRIPT };

/** What the script on that page goes on with: the revision to save on next, and which fields are an editor's own now. */
export function savedAnswer(context: DeskContext, room: PublicRoom, { issue }: DeskWeek): Response {
  const own = Object.entries(storedValues(issue)).flatMap(([field, text]) => (text === '' ? [] : [field]));
  const zone = room.settings.PUBLICATION_TIMEZONE;
  const clock = Temporal.Instant.fromEpochMilliseconds(room.now()).toZonedDateTimeISO(zone).toPlainTime();
  const words = `Saved ${clock.toString({ smallestUnit: 'minute' })}`;
  return context.json({ revision: issue.revision, own, words }, 200, DESK_ANSWER);
}
