import { buildLedger, type Ledger } from '../../delivery/ledger.ts';
import type { Issue } from '../../issue/issue.ts';
import { dueAt } from '../../newsroom/due-at.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { type Wait, waitOf } from '../../newsroom/waiting.ts';
import { lastSeq } from '../../storage/audience/audience-count.ts';
import { tallyBatches } from '../../storage/delivery/batches.ts';
import { type HourProgress, hoursOf, settledBySecond } from '../../storage/delivery/progress.ts';
import { lastActivity } from '../../storage/issue/activity.ts';
import { rateOf, timeLeft } from './time-left.ts';

/** How far an issue is, at one moment. Times are epoch milliseconds. */
export type Progress =
  /** Not frozen: nothing has gone out. `isDue`: it starts by itself within seconds. */
  | { readonly kind: 'before'; readonly issue: Issue; readonly dueAt: number; readonly isDue: boolean }
  /** The audience is being written down. */
  | { readonly kind: 'freezing'; readonly issue: Issue; readonly written: number }
  | FrozenProgress;

export interface FrozenProgress {
  readonly kind: 'frozen';
  readonly issue: Issue;
  readonly ledger: Ledger;
  /** Deliveries a second; null where nothing is going out, and before that can be told. */
  readonly perSecond: number | null;
  /** Null when nobody can say. */
  readonly secondsLeft: number | null;
  readonly wait: Wait | null;
  /** When it was stopped; null where it is not, or where nobody knows. Who and why is the issue's reason. */
  readonly stoppedAt: number | null;
  /** Empty where everybody is due at once. */
  readonly hours: readonly HourProgress[];
}

/** The rate is taken over this long, ms: long enough to be steady, short enough to show that it has stopped. */
const WINDOW_MS = 60_000;

/** Looks once; reads only, and never at the audience's own rows. Null for a week that was not picked. */
export async function progressOf(room: Newsroom, week: string): Promise<Progress | null> {
  const issue = await room.issues.find(week);
  if (!issue) return null;
  if (issue.frozenAt === null) {
    const due = dueAt(room, issue);
    return { kind: 'before', issue, dueAt: due, isDue: issue.state === 'approved' && due <= room.now() };
  }
  if (issue.batchedAt === null) {
    return { kind: 'freezing', issue, written: await lastSeq(room.store.db, issue.id) };
  }
  const tally = await tallyBatches(room.store, issue.id);
  const ledger = buildLedger(issue.audience ?? 0, tally);
  const rests = { perSecond: null, secondsLeft: null, wait: null };
  const now = room.now();
  const openBatches = tally
    .filter(({ state }) => state === 'pending' || state === 'submitting')
    .reduce((sum, { batches }) => sum + batches, 0);
  return {
    kind: 'frozen',
    issue,
    ledger,
    ...(issue.state === 'sending' && ledger.pending > 0
      ? await paceOf(room, issue, { pending: ledger.pending, batches: openBatches, now })
      : rests),
    stoppedAt: issue.state === 'stopped' ? await stopOf(room, week) : null,
    hours: await hoursOf(room.store, issue.id),
  };
}

/** How fast it goes since it was begun or gone on with, and what it waits for. */
async function paceOf(
  room: Newsroom,
  issue: Issue,
  left: { readonly pending: number; readonly batches: number; readonly now: number },
): Promise<Pick<FrozenProgress, 'perSecond' | 'secondsLeft' | 'wait'>> {
  const { store, mailers } = room;
  const resumed = await lastActivity(store, issue.week, 'resumed');
  const since = Math.max(issue.batchedAt ?? 0, resumed?.at ?? 0, left.now - WINDOW_MS);
  const settled = await settledBySecond(store, issue.id, since);
  const wait = await waitOf(room, issue);
  const gapMs = (await mailers[0]?.pacer.gap()) ?? 0;
  const isWaiting = wait !== null && wait.kind !== 'answer';
  return {
    perSecond: rateOf({ settled, now: left.now }),
    secondsLeft: isWaiting ? null : timeLeft({ ...left, settled, gapMs }),
    wait,
  };
}

async function stopOf(room: Newsroom, week: string): Promise<number | null> {
  return (await lastActivity(room.store, week, 'stopped'))?.at ?? null;
}
