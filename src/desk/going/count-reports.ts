import type { Newsroom } from '../../newsroom/newsroom.ts';
import {
  type CountableIssue,
  countableIssues,
  countBallots,
  countLeavers,
  keepReport,
} from '../../storage/feedback/issue-reports.ts';
import { readershipOf } from '../../storage/feedback/readership.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Counts what readers did with each issue, so that no page has to: every few minutes while it is new, ever more rarely
 * later. Nothing is judged for good: the next count runs the rules of its day over all that is stored.
 */
export async function countReports(room: Newsroom, signal: AbortSignal): Promise<void> {
  for (const issue of await countableIssues(room.store)) {
    if (signal.aborted) return;
    if (isDue(issue, room.now())) await count(room, issue);
  }
}

async function count(room: Newsroom, issue: CountableIssue): Promise<void> {
  const { store } = room;
  const now = room.now();
  const { peopleClicked, machineClicks, clicks } = await readershipOf(store, issue.id);
  await keepReport(store, {
    issueId: issue.id,
    countedAt: now,
    clickers: peopleClicked,
    clicks,
    machineClicks,
    votes: await countBallots(store, issue.id),
    unsubscribed: await countLeavers(store, issue.id, {
      from: issue.frozenAt,
      to: issue.nextFrozenAt ?? Number.MAX_SAFE_INTEGER,
    }),
  });
}

function isDue({ countedAt, settledAt, frozenAt }: CountableIssue, now: number): boolean {
  if (countedAt === null) return true;
  const age = now - (settledAt ?? frozenAt);
  const every = age < DAY_MS ? 2 * MINUTE_MS : age < 8 * DAY_MS ? HOUR_MS : DAY_MS;
  return age < 40 * DAY_MS && now - countedAt >= every;
}
