import { type Cohort, planCohorts } from '../delivery/cohorts.ts';
import { readerSlot, type Schedule, sendSlot } from '../issue/cron-slot.ts';
import type { Issue } from '../issue/issue.ts';
import { isWithinWindow } from '../issue/send-window.ts';
import { nextHour } from '../storage/delivery/cohorts.ts';
import type { Newsroom } from './newsroom.ts';

/**
 * Who is due when, for an audience frozen at `instant`: with SEND_LOCAL_TIME the send slot's wall time in each reader's
 * own zone. @returns none when everybody is due at once
 */
export async function cohortsOf(room: Newsroom, week: string, instant: number): Promise<Cohort[]> {
  if (!room.schedule.localTime) return [];
  const readers = await room.freezes.readersByZone(instant);
  return planCohorts(readers, zone => hourIn(room.schedule, week, zone), instant);
}

/** Who has told no zone, or one that is not known here, is due with the publication. */
function hourIn(schedule: Schedule, week: string, zone: string): number {
  try {
    return zone === '' ? sendSlot(schedule, week) : readerSlot(schedule, week, zone);
  } catch (error) {
    if (error instanceof RangeError) return sendSlot(schedule, week);
    throw error;
  }
}

/**
 * Whether mail may go out now. With local time the freeze is hours before the publication's own slot, and what counts is
 * the hour at which readers get it: the slot's wall time, or now once that is past.
 */
export function isWindowOpen(room: Newsroom, week: string): boolean {
  const { SEND_WINDOW, PUBLICATION_TIMEZONE } = room.settings;
  const now = room.now();
  const at = room.schedule.localTime ? Math.max(now, sendSlot(room.schedule, week)) : now;
  return isWithinWindow(SEND_WINDOW, at, PUBLICATION_TIMEZONE);
}

/** The next local hour (epoch ms) that readers of an issue under way wait for; null when nobody does. */
export async function hourAwaited(room: Newsroom, issue: Issue): Promise<number | null> {
  return issue.state === 'sending' || issue.state === 'stopped'
    ? nextHour(room.store, issue.id, room.now())
    : null;
}
