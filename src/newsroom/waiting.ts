import { UNDECIDED_AT } from '../delivery/subject-trial.ts';
import type { Issue } from '../issue/issue.ts';
import { deferredReaders, type NextBatch, nextBatch } from '../storage/delivery/progress.ts';
import { findTrial } from '../storage/delivery/subject-trials.ts';
import type { Newsroom } from './newsroom.ts';

/** Why nothing is handed over this moment. Times are epoch milliseconds. */
export type Wait =
  /** The readers' own hour. */
  | { readonly kind: 'hour'; readonly until: number }
  /** The mail API asked for a pause (rate or quota), or cannot be reached. */
  | { readonly kind: 'api'; readonly until: number; readonly reason: string }
  /** Nobody is left but readers whose own mail server wants them later. */
  | { readonly kind: 'readers'; readonly until: number; readonly reason: string; readonly readers: number }
  /** The decision on which subject the rest gets: then, at the latest. */
  | { readonly kind: 'trial'; readonly until: number }
  /** Answers that are under way. */
  | { readonly kind: 'answer'; readonly until: number };

/** A pause shorter than this is the ordinary gap between two requests, ms. */
const PAUSE_MS = 3_000;

/** What an issue that is going out waits for; null when it does not. */
export async function waitOf(room: Newsroom, issue: Issue): Promise<Wait | null> {
  if (issue.state !== 'sending' || issue.batchedAt === null) return null;
  const now = room.now();
  const next = await nextBatch(room.store, issue.id, now);
  if (next === null) return null;
  if (next.hour === UNDECIDED_AT) {
    const trial = await findTrial(room.store.db, issue.id);
    return trial && { kind: 'trial', until: trial.deadline };
  }
  const wait = batchWait(next, now);
  if (wait?.kind === 'hour') return wait;
  const pause = await room.mailers[0]?.pacer.held();
  if (pause && pause.until > now + PAUSE_MS && pause.until >= (wait?.until ?? 0)) {
    return { kind: 'api', until: pause.until, reason: pause.reason };
  }
  if (wait?.kind !== 'readers') return wait;
  return { ...wait, readers: await deferredReaders(room.store, issue.id, now) };
}

/** In words, for a terminal; '' for nothing worth a line. */
export function waitWords(wait: Wait | null): string {
  if (wait === null) return '';
  const until = new Date(wait.until).toISOString();
  switch (wait.kind) {
    case 'hour':
      return `The next readers get it at their local time, ${until}.`;
    case 'api':
      return `Everybody waits until ${until}. ${wait.reason}`.trim();
    case 'readers': {
      const who = wait.readers === 1 ? 'One reader is' : `${wait.readers} readers are`;
      return `${who} being tried again, next at ${until}. ${wait.reason}`.trim();
    }
    case 'trial':
      return `The rest waits for the trial of the subjects, until ${until} at the latest.`;
    case 'answer':
      return '';
  }
}

/** The same for whoever ends with it. @param until when the next batch is due, epoch ms @param reason what was said of it */
export function whyWaiting(
  waiting: Wait | null,
  { until, reason }: { until: number; reason: string },
): string {
  if (waiting?.kind === 'hour') {
    const at = new Date(waiting.until).toISOString();
    return `It goes on at ${at}, the local time of the next readers; --now does not wait for local times.`;
  }
  if (waiting?.kind === 'answer') {
    const at = new Date(waiting.until).toISOString();
    return `What is left is under way, or was when its sender was killed; it is asked about again at ${at}. ${reason}`.trim();
  }
  return waitWords(waiting) || `${reason} It goes on at ${new Date(until).toISOString()}.`.trimStart();
}

function batchWait(next: NextBatch, now: number): Wait | null {
  const { hour, notBefore, leaseUntil, reason, isDeferred } = next;
  if (hour > now && hour >= notBefore) return { kind: 'hour', until: hour };
  if (isDeferred && notBefore > now) return { kind: 'readers', until: notBefore, reason, readers: 1 };
  if (notBefore > now + PAUSE_MS) return { kind: 'api', until: notBefore, reason };
  if (leaseUntil > now) return { kind: 'answer', until: leaseUntil };
  return null;
}
