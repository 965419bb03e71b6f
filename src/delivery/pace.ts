import type { Pace } from './mailers/mailer.ts';

/** Until the API's own headers say more: the smallest limit Resend was ever documented with. */
const FIRST_REQUESTS_PER_SECOND = 2;
/** Kept below the limit, because the clocks and timers of several machines jitter. */
const SHARE_OF_LIMIT = 0.95;

/** What pacing needs from storage: one row that all workers share. */
export interface PaceStore {
  /** Hands out the next send time (epoch ms). */
  reserve(now: number, firstGapMs: number): Promise<number>;
  setGap(gapMs: number): Promise<void>;
  /** Nobody sends before this instant. */
  pushTo(instant: number): Promise<void>;
}

export interface Pacer {
  /** Waits for this caller's turn. @returns false when `signal` ended the wait */
  turn(signal: AbortSignal): Promise<boolean>;
  /** Follows what the API said of its limit. */
  learn(pace: Pace | undefined): Promise<void>;
  /** The API said "not now": every worker waits. */
  pauseUntil(instant: number): Promise<void>;
}

/**
 * One limit over all workers.
 * @param rate requests per second, or `auto` to follow the API's headers; null for a mailer without a limit
 */
export function createPacer(store: PaceStore, rate: number | 'auto' | null, now: () => number): Pacer {
  if (rate === null) {
    return { turn: async () => true, learn: async () => undefined, pauseUntil: async () => undefined };
  }
  const gapOf = (perSecond: number) => Math.max(1, Math.ceil(1_000 / (perSecond * SHARE_OF_LIMIT)));
  const firstGap = gapOf(rate === 'auto' ? FIRST_REQUESTS_PER_SECOND : rate);
  let known = 0;
  return {
    turn: async signal => {
      if (known === 0 && rate !== 'auto') {
        await store.setGap(firstGap);
        known = rate;
      }
      return waitUntil(await store.reserve(now(), firstGap), now, signal);
    },
    learn: async pace => {
      if (rate !== 'auto' || !pace || pace.requestsPerSecond === known) return;
      known = pace.requestsPerSecond;
      await store.setGap(gapOf(known));
    },
    pauseUntil: instant => store.pushTo(instant),
  };
}

/** @returns false when `signal` ended the wait */
export async function waitUntil(instant: number, now: () => number, signal: AbortSignal): Promise<boolean> {
  const ms = instant - now();
  if (signal.aborted) return false;
  if (ms <= 0) return true;
  return new Promise(resolve => {
    const done = (value: boolean) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(value);
    };
    const onAbort = () => done(false);
    const timer = setTimeout(() => done(true), Math.min(ms, 2_147_483_647));
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
