import type { Issue, IssueState } from '../issue/issue.ts';
import { weeksGoingOut } from '../storage/issue/weeks-going-out.ts';
import { firstStartedAt } from '../storage/meta.ts';
import { dueAt, isAskedNow } from './due-at.ts';
import type { Newsroom } from './newsroom.ts';
import { sendWeek } from './send-week.ts';

/** Longest wait for the mail API within one round, ms; the next round takes it up. */
const PATIENCE_MS = 20_000;

const BEFORE_THE_SEND = new Set<IssueState>(['picked', 'in_review', 'approved']);

/** The weeks of which something is to be done now: those whose time has come, and those under way that do not rest. */
export async function weeksToSend(room: Newsroom): Promise<string[]> {
  const start = await firstStartedAt(room.store, room.now());
  const due = (await room.issues.all()).filter(issue => isDue(room, issue, start)).map(({ week }) => week);
  return [...due, ...(await weeksUnderWay(room))];
}

/** Those alone that are going out, the ones at rest left out. */
export async function weeksUnderWay(room: Newsroom): Promise<string[]> {
  const weeks: string[] = [];
  for (const week of await weeksGoingOut(room.store)) {
    const issue = await room.issues.find(week);
    if (issue?.state === 'sending' && !(await rests(room, issue))) weeks.push(week);
  }
  return weeks;
}

/** Sends what is due of one week; nothing where it was settled, held or put to rest since it was called for. */
export async function sendDue(room: Newsroom, week: string, signal: AbortSignal): Promise<void> {
  const issue = await room.issues.find(week);
  if (signal.aborted || !issue) return;
  const start = await firstStartedAt(room.store, room.now());
  const isOn = issue.state === 'sending' ? !(await rests(room, issue)) : isDue(room, issue, start);
  if (!isOn) return;
  const options = { now: false, signal, patienceMs: PATIENCE_MS, who: 'schedule' };
  const outcome = await sendWeek(room, week, options);
  room.log.info({ week, outcome: outcome.kind }, 'send');
}

function isDue(room: Newsroom, issue: Issue, firstStart: number): boolean {
  // What an editor chose by hand is due however old the week is.
  const counts = isOurs(issue, firstStart) || isAskedNow(issue);
  return counts && BEFORE_THE_SEND.has(issue.state) && dueAt(room, issue) <= room.now();
}

/** Whether its time came after the first start, or was chosen by hand. */
export function isOurs(issue: Issue, firstStart: number): boolean {
  return issue.sendAt > knownSince(issue, firstStart) || issue.goAt !== null;
}

/** An issue that was picked or approved before the first start shows that this was recorded under a wrong clock. */
function knownSince(issue: Issue, firstStart: number): number {
  return Math.min(firstStart, issue.createdAt, issue.approval?.at ?? firstStart);
}

/** Whether nothing of an issue may be tried for a while: a pause of everybody, or readers whose hour has not come. */
async function rests(room: Newsroom, issue: Issue): Promise<boolean> {
  if (issue.batchedAt === null) return false;
  const soon = room.now() + PATIENCE_MS;
  const due = await room.batches.nextDue(issue.id, room.now());
  if (due === null) return false;
  if (due > soon) return true;
  const pauses = await Promise.all(room.mailers.map(({ pacer }) => pacer.held()));
  return pauses.every(pause => pause !== null && pause.until > soon);
}
