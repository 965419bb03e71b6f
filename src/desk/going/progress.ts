import type { Ledger } from '../../delivery/ledger.ts';
import type { Issue } from '../../issue/issue.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { ledgerOf } from '../../newsroom/status.ts';
import { lastSeq } from '../../storage/audience/audience-count.ts';
import {
  type HourProgress,
  hoursOf,
  type NextBatch,
  nextBatch,
  pausedUntil,
  settledSince,
} from '../../storage/delivery/progress.ts';

/** Why nothing is handed over this moment. Times are epoch milliseconds. */
export type Wait =
  /** The readers' own hour. */
  | { readonly kind: 'hour'; readonly until: number }
  /** The mail API asked for a pause: rate or quota. */
  | { readonly kind: 'api'; readonly until: number; readonly reason: string }
  /** Answers that are under way. */
  | { readonly kind: 'answer'; readonly until: number };

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
/** A pause shorter than this is the ordinary gap between two requests, ms. */
const PAUSE_MS = 3_000;

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
  const wait = waitOf(await nextBatch(room.store, issue.id), await pausedUntil(room.store), now);
  const secondsLeft = wait || perSecond === 0 ? null : Math.ceil(ledger.pending / perSecond);
  return { kind: 'frozen', issue, ledger, perSecond, secondsLeft, wait, hours };
}

function waitOf(next: NextBatch | null, paused: number, now: number): Wait | null {
  if (next === null) return null;
  const { hour, notBefore, leaseUntil, reason } = next;
  if (hour > now && hour >= notBefore) return { kind: 'hour', until: hour };
  const until = Math.max(notBefore, paused);
  if (until > now + PAUSE_MS) return { kind: 'api', until, reason };
  if (leaseUntil > now) return { kind: 'answer', until: leaseUntil };
  return null;
}
