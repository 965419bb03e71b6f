import { sendSlot } from '../issue/cron-slot.ts';
import type { Issue } from '../issue/issue.ts';
import { isWithinWindow, nextInWindow } from '../issue/send-window.ts';
import { onTheClock, type WallTime, wallTime } from '../issue/wall-time.ts';
import { nextWeek } from '../issue/week.ts';
import type { Activity } from '../storage/issue/activity.ts';
import { setGoAt } from '../storage/issue/releases.ts';
import { timeOf, UNDO_MS } from './due-at.ts';
import { type Newsroom, type Refusal, refused } from './newsroom.ts';

export interface ScheduleRequest {
  /** On the publication's clock: `2026-11-26`, `15:30`. */
  readonly date: string;
  readonly time: string;
  readonly revision: number;
  readonly by: string;
}

export type ScheduleOutcome =
  | { readonly kind: 'scheduled'; readonly at: number; readonly clock: WallTime['clock'] }
  /** Somebody changed it meanwhile, or it has started to go out. */
  | { readonly kind: 'changed' }
  | Refusal;

/** Lets an issue go at another time than its slot: later, within the send window, before the next issue's. */
export async function scheduleSend(
  room: Newsroom,
  issue: Issue,
  request: ScheduleRequest,
): Promise<ScheduleOutcome> {
  const { PUBLICATION_TIMEZONE: zone, SEND_WINDOW: window } = room.settings;
  if (room.schedule.localTime)
    return refused(
      'With SEND_LOCAL_TIME each reader gets it at their own local hour.',
      'No other time can be chosen.',
    );
  const wall = wallTime(request.date, request.time, zone);
  if (!wall) return refused('That is not a date and time.', 'Write them as 2026-11-26 and 15:30.');
  const first = earliest(room, issue);
  const last = sendSlot(room.schedule, nextWeek(issue.week));
  if (wall.at >= last)
    return refused('By then the next issue is due.', `Choose a time before ${words(last, zone)}.`);
  const fits = wall.at >= first && isWithinWindow(window, wall.at, zone);
  if (!fits) {
    const next = nextInWindow(window, Math.max(wall.at, first), zone);
    const why = wall.at < first ? earlyWhy(room, issue, wall.at) : 'That is outside the send window.';
    return refused(
      why,
      next === null || next >= last
        ? 'No time is left for it.'
        : `The next time allowed is ${words(next, zone)}.`,
    );
  }
  const line = lineOf(room, issue, request.by, `for ${words(wall.at, zone)} (${zone})`);
  const set = await setGoAt(room.store, { id: issue.id, revision: request.revision }, wall.at, line);
  if (!set) return { kind: 'changed' };
  return { kind: 'scheduled', ...wall };
}

export type UnscheduleOutcome = { readonly kind: 'done' | 'changed' } | Refusal;

/** Back to the slot, while that is still to come: pressing it must not send to everybody at once. */
export async function unscheduleSend(
  room: Newsroom,
  issue: Issue,
  request: Pick<ScheduleRequest, 'revision' | 'by'>,
): Promise<UnscheduleOutcome> {
  if (timeOf(room, { ...issue, goAt: null }) <= room.now())
    return refused('Its usual time has passed.', 'Choose another time, or send it now.');
  const line = lineOf(room, issue, request.by, 'back to the time of SEND_CRON');
  const set = await setGoAt(room.store, { id: issue.id, revision: request.revision }, null, line);
  return { kind: set ? 'done' : 'changed' };
}

/** From when on a time may be chosen: the slot that the content speaks from, now, and the time to take it back. */
function earliest(room: Newsroom, issue: Issue): number {
  const undo = issue.approval ? issue.approval.at + UNDO_MS : 0;
  return Math.max(sendSlot(room.schedule, issue.week), room.now(), undo);
}

function earlyWhy(room: Newsroom, issue: Issue, at: number): string {
  if (at < room.now()) return 'That time has passed.';
  return at < sendSlot(room.schedule, issue.week)
    ? 'That is before its usual time, for which its content is written.'
    : 'For ten minutes after an approval nothing goes out.';
}

function words(at: number, zone: string): string {
  const { date, time } = onTheClock(at, zone);
  return `${date} ${time}`;
}

function lineOf(room: Newsroom, issue: Issue, who: string, detail: string): Activity {
  const contentHash = issue.approval?.hash ?? '';
  return { at: room.now(), week: issue.week, who, action: 'scheduled', detail, contentHash };
}
