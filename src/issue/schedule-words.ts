import type { Words } from '../words/words.ts';

/** As cron takes them, whole or in part; from Monday, as `common.weekdays` counts. */
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * When issues come, in words for readers: "every Thursday at 09:00 (UTC)". An expression that is not simply one weekday
 * and one time is "once a week".
 * @param zone whose time it is: a zone, or the words for a reader's own
 */
export function scheduleWords(cron: string, zone: string, words: Words): string {
  const match = /^(?:0\s+)?(\d{1,2})\s+(\d{1,2})\s+\*\s+\*\s+([0-7]|[A-Za-z]{3,})$/.exec(cron.trim());
  const [, minute = '', hour = '', day = ''] = match ?? [];
  const name = words.patterns('common.weekdays')[placeOf(day)];
  if (!match || name === undefined) return words.say('common.schedule.other');
  const clock = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  return words.say('common.schedule.weekly', { day: name, clock, zone });
}

/** @param day `4`, `thu`, `Thursday`; Sunday is 0 and 7 @returns from 0 for Monday; -1 for none */
function placeOf(day: string): number {
  if (/^\d$/.test(day)) return (Number(day) + 6) % 7;
  return DAYS.findIndex(name => name.startsWith(day.toLowerCase()));
}
