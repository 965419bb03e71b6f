import { liesAhead } from '../delivery/ahead.ts';
import { freezeInstant } from '../issue/cron-slot.ts';
import type { Issue } from '../issue/issue.ts';
import type { Newsroom } from './newsroom.ts';

/** Between an approval and the first batch, so that an editor can take it back. */
export const UNDO_MS = 10 * 60_000;

/**
 * When an issue may go: its slot, or the time that an editor chose for it, or the approval if that came later, plus the
 * time to take it back. An editor's "now" waits for none of them.
 */
export function dueAt(room: Pick<Newsroom, 'schedule' | 'now'>, issue: Issue): number {
  const now = room.now();
  if (issue.approval && issue.goNowAt !== null) return Math.min(issue.goNowAt, now);
  const time = timeOf(room, issue);
  // Given under a clock that was ahead: it was before now, and nobody can tell by how much.
  if (!issue.approval || liesAhead(issue.approval.at, now)) return time;
  return Math.max(time, issue.approval.at + UNDO_MS);
}

/** The issue's own time, approved or not. With local time there are as many as zones: nobody can choose one. */
export function timeOf(room: Pick<Newsroom, 'schedule'>, issue: Issue): number {
  const slot = freezeInstant(room.schedule, issue.week);
  return room.schedule.localTime ? slot : (issue.goAt ?? slot);
}

/** Whether an editor wants an approved issue to go without waiting for slot, window, undo and local hours. */
export function isAskedNow(issue: Issue): boolean {
  return issue.approval !== null && issue.goNowAt !== null;
}

/** Why an issue that is not due yet is not. */
export function whyNotYet(room: Pick<Newsroom, 'schedule' | 'now'>, issue: Issue): string {
  if (dueAt(room, issue) > timeOf(room, issue)) return 'an approval can be taken back for ten minutes';
  if (room.schedule.localTime) return 'the time of SEND_CRON where it comes first, at UTC+14';
  return issue.goAt === null ? 'the time of SEND_CRON' : 'the time that an editor chose';
}
