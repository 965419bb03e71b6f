import { createLimitShare } from './limit-share.ts';
import type { Pace } from './mailers/mailer.ts';
import { waitUntil } from './wait-until.ts';

/** Until the API's own headers say more: the smallest limit Resend was ever documented with. */
const FIRST_REQUESTS_PER_SECOND = 2;
/** A limit that would let less through than this is a quota, and said by an answer of its own. */
const LONGEST_GAP_MS = 60_000;
/** Timers know whole milliseconds: a send time nearer than that is now. */
const AT_ONCE_MS = 0.5;
/** A wait that is worth a question to the database before the next one. */
const LONG_MS = 20;

/** One row a mailer, which all workers share. Times are epoch milliseconds, gaps milliseconds, both to the thousandth. */
export interface SendTimeStore {
  /** Hands out the next send time. */
  reserve(now: number, firstGapMs: number): Promise<number>;
  /**
   * Sets the time between two send times, and counts those that were handed out and lie ahead by it.
   * @param options.givenBack how many of those nobody waits for any more
   */
  setGap(gapMs: number, options: { readonly now: number; readonly givenBack: number }): Promise<void>;
  /** Between two send times; null before the first was handed out. */
  gap(): Promise<number | null>;
}

export interface SendTimes {
  /** Waits for this caller's send time. @returns `soon` where that was no wait to speak of */
  wait(signal: AbortSignal): Promise<'soon' | 'waited' | 'ended'>;
  /** Follows what the API said of its limit. */
  learn(pace: Pace | undefined): Promise<void>;
  /** The API said "too fast" although nobody was. */
  ease(): Promise<void>;
}

/** The limit of one mailer as one process keeps it. @param rate requests per second, or `auto` to follow the API's headers */
export function createSendTimes(store: SendTimeStore, rate: number | 'auto', now: () => number): SendTimes {
  const share = createLimitShare(now);
  const firstGap = gapOf(share.part() * (rate === 'auto' ? FIRST_REQUESTS_PER_SECOND : rate));
  let known = 0;
  let changing: Promise<void> = Promise.resolve();
  let before: Promise<void> = Promise.resolve();
  const waiting = new Set<AbortController>();

  const setGap = async (perSecond: number) => {
    // They come back for another as soon as it is set.
    const givenBack = waiting.size;
    for (const turn of waiting) turn.abort();
    const set = store.setGap(gapOf(share.part() * perSecond), { now: now(), givenBack });
    changing = set.catch(() => undefined);
    await set;
    known = perSecond;
  };

  const ownTime = async (signal: AbortSignal): ReturnType<SendTimes['wait']> => {
    while (!signal.aborted) {
      await changing;
      const instant = await store.reserve(now(), firstGap);
      const ms = instant - now();
      if (ms < AT_ONCE_MS) return signal.aborted ? 'ended' : 'soon';
      const turn = new AbortController();
      waiting.add(turn);
      const came = await waitUntil(instant, now, AbortSignal.any([signal, turn.signal]));
      waiting.delete(turn);
      if (came) return ms < LONG_MS ? 'soon' : 'waited';
    }
    return 'ended';
  };

  /** While the limit is a guess, one at a time: the first answer tells, and the others need not stand where they were. */
  const inTurn = async (signal: AbortSignal): ReturnType<SendTimes['wait']> => {
    const turn = Promise.withResolvers<void>();
    const earlier = before;
    before = turn.promise;
    try {
      await earlier;
      return await ownTime(signal);
    } finally {
      turn.resolve();
    }
  };

  return {
    wait: async signal => {
      if (rate === 'auto') return known === 0 ? inTurn(signal) : ownTime(signal);
      if (known === 0) await setGap(rate);
      return ownTime(signal);
    },
    learn: async pace => {
      const perSecond = rate === 'auto' ? (pace?.requestsPerSecond ?? known) : known;
      if (share.isBack() || perSecond !== known) await setGap(perSecond);
    },
    ease: async () => {
      if (known > 0 && share.isEased()) await setGap(known);
    },
  };
}

function gapOf(perSecond: number): number {
  const microseconds = Math.ceil(1_000_000 / perSecond);
  return Math.min(LONGEST_GAP_MS, Math.max(1, microseconds) / 1_000);
}
