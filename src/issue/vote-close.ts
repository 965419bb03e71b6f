import { pickSlot, type Schedule } from './cron-slot.ts';
import { nextWeek, weekOf } from './week.ts';

const HOUR_MS = 3_600_000;
/** A vote is open at least this long: mails are read over a day. */
const OPEN_AT_LEAST_MS = 24 * HOUR_MS;
/** From the first zone's morning, at UTC+14, to the last one's, at UTC−12. */
const ROUND_THE_EARTH_MS = 26 * HOUR_MS;

/**
 * When the vote of an issue that is frozen now closes: at the next pick, so that the issue picked then tells numbers
 * which do not move any more; at the pick after it where that would be within a day.
 * @param now epoch ms
 * @returns epoch ms
 */
export function voteClose(schedule: Schedule, now: number): number {
  const earliest = now + OPEN_AT_LEAST_MS + (schedule.localTime ? ROUND_THE_EARTH_MS : 0);
  // A pick often falls into the week before the one it is for: never more than one week before.
  let week = weekOf(now, schedule.zone);
  while (pickSlot(schedule, week) < earliest) week = nextWeek(week);
  return pickSlot(schedule, week);
}
