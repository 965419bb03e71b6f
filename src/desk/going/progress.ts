import type { Ledger } from '../../delivery/ledger.ts';
import type { Issue } from '../../issue/issue.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { ledgerOf } from '../../newsroom/status.ts';
import { type Wait, waitOf } from '../../newsroom/waiting.ts';
import { lastSeq } from '../../storage/audience/audience-count.ts';
import { type HourProgress, hoursOf, settledSince } from '../../storage/delivery/progress.ts';

/** How far an issue is, at one moment. */
export type Progress =
  /** Not frozen: nothing has gone out. */
  | { readonly kind: 'before'; readonly issue: Issue }
  /** The audience is being written down. */
  | { readonly kind: 'freezing'; readonly issue: Issue; readonly written: number }
  | {
      readonly kind: 'frozen';
      readonly issue: Issue;
      readonly ledger: Ledger;
      /** Deliveries a second over the last minute; null when nothing is going out. */
      readonly perSecond: number | null;
      /** Null when nobody can say. */
      readonly secondsLeft: number | null;
      readonly wait: Wait | null;
      /** Empty where everybody is due at once. */
      readonly hours: readonly HourProgress[];
    };

/** The rate is taken over this long, ms: long enough to be steady, short enough to show that it has stopped. */
const WINDOW_MS = 60_000;

/** Looks once; reads only, and never at the audience's own rows. Null for a week that was not picked. */
export async function progressOf(room: Newsroom, week: string): Promise<Progress | null> {
  const issue = await room.issues.find(week);
  if (!issue) return null;
  if (issue.frozenAt === null) return { kind: 'before', issue };
  if (issue.batchedAt === null) {
    return { kind: 'freezing', issue, written: await lastSeq(room.store.db, issue.id) };
  }
  const ledger = await ledgerOf(room, issue);
  const hours = await hoursOf(room.store, issue.id);
  if (issue.state !== 'sending' || ledger.pending === 0) {
    return { kind: 'frozen', issue, ledger, perSecond: null, secondsLeft: null, wait: null, hours };
  }
  const now = room.now();
  const settled = await settledSince(room.store, issue.id, now - WINDOW_MS);
  const window = Math.max(1_000, Math.min(WINDOW_MS, now - issue.batchedAt));
  const perSecond = (settled * 1_000) / window;
  const wait = await waitOf(room, issue);
  const secondsLeft = wait || perSecond === 0 ? null : Math.ceil(ledger.pending / perSecond);
  return { kind: 'frozen', issue, ledger, perSecond, secondsLeft, wait, hours };
}
