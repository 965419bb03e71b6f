import { dueSlots, pickSlot } from '../issue/cron-slot.ts';
import type { Issue, IssueState } from '../issue/issue.ts';
import { knownFirstStart } from '../storage/meta.ts';
import { timeOf } from './due-at.ts';
import type { Newsroom } from './newsroom.ts';
import { isOurs } from './send-due.ts';

/** How far back a week is looked for of which nothing was picked, ms: later than that the next one is due. */
const LOOK_BACK_MS = 8 * 24 * 3_600_000;

const UNAPPROVED = new Set<IssueState>(['picked', 'in_review', 'held']);
const ON_ITS_WAY = new Set<IssueState>(['sending', 'stopped', 'sent', 'aborted']);

type Room = Pick<Newsroom, 'issues' | 'schedule' | 'store' | 'now'>;

/**
 * Since when an issue that should be on its way is not (epoch ms): nobody has approved it, it is held, or nothing was picked
 * for that week. Null when none waits so. One that a later issue has overtaken waits no more. Reads only.
 */
export async function unapprovedSince(room: Room): Promise<number | null> {
  const firstStart = await knownFirstStart(room.store);
  if (firstStart === null) return null;
  const issues = await room.issues.all();
  const due = issues.filter(issue => isOurs(issue, firstStart) && timeOf(room, issue) <= room.now());
  const gone = issues.findLast(issue => ON_ITS_WAY.has(issue.state) && timeOf(room, issue) <= room.now());
  const waiting = due
    .filter(issue => UNAPPROVED.has(issue.state))
    .map(issue => ({ issue, at: timeOf(room, issue) }));
  const since = [
    ...waiting.filter(({ issue }) => isAfter(issue.week, gone)).map(({ at }) => at),
    ...neverPicked(room, issues, firstStart).flatMap(({ week, at }) => (isAfter(week, gone) ? at : [])),
  ];
  return since.length === 0 ? null : Math.min(...since);
}

const isAfter = (week: string, gone: Issue | undefined) => gone === undefined || week > gone.week;

/** Weeks whose pick and send were both ours to do, and of which there is nothing. */
function neverPicked({ schedule, now }: Room, issues: readonly Issue[], firstStart: number) {
  const weeks = new Set(issues.map(({ week }) => week));
  return dueSlots(schedule, Math.max(firstStart, now() - LOOK_BACK_MS), now()).filter(
    ({ kind, week }) => kind === 'send' && !weeks.has(week) && pickSlot(schedule, week) > firstStart,
  );
}
