import type { Settings } from '../config.ts';
import { scheduleWords } from '../issue/schedule-words.ts';

/** When issues come, as every page, letter and record of consent says it: with SEND_LOCAL_TIME it is each reader's own time. */
export function arrivesWords({
  SEND_CRON,
  SEND_LOCAL_TIME,
  PUBLICATION_TIMEZONE,
  style: { words },
}: Pick<Settings, 'SEND_CRON' | 'SEND_LOCAL_TIME' | 'PUBLICATION_TIMEZONE' | 'style'>): string {
  const zone = SEND_LOCAL_TIME ? words.say('common.schedule.local-time') : PUBLICATION_TIMEZONE;
  return scheduleWords(SEND_CRON, zone, words);
}
