import type { MailerAnswer, Pace } from './mailers/mailer.ts';
import { createPauses, type PauseStore, type Pauses } from './pause.ts';

/** Until the API's own headers say more: the smallest limit Resend was ever documented with. */
const FIRST_REQUESTS_PER_SECOND = 2;
/** Kept below the limit, because the clocks and timers of several machines jitter. */
const SHARE_OF_LIMIT = 0.95;
/** A limit that would let less through than this is a quota, and said by an answer of its own. */
const LONGEST_GAP_MS = 60_000;
/** What pacing needs from storage: one row a mailer, which all workers share. */
export interface PaceStore extends PauseStore {
  /** Hands out the next send time (epoch ms). */
  reserve(now: number, firstGapMs: number): Promise<number>;
  setGap(gapMs: number): Promise<void>;
  /** Between two send times, ms; null before the first was handed out. */
  gap(): Promise<number | null>;
}

type Wait = Pick<Extract<MailerAnswer, { kind: 'wait' }>, 'because' | 'retryAfterMs' | 'reason'>;

export type Turn =
  /** `probes`: the first one after a pause, on behalf of all. */
  | { readonly kind: 'go'; readonly probes: boolean }
  /** Nobody asks this mail server before `until` (epoch ms). */
  | { readonly kind: 'held'; readonly until: number; readonly reason: string }
  | { readonly kind: 'ended' };

export interface Pacer extends Omit<Pauses, 'enter' | 'hold'> {
  /** Waits for this caller's send time; never for a pause. */
  turn(signal: AbortSignal): Promise<Turn>;
  /** Follows what the API said of its limit. */
  learn(pace: Pace | undefined): Promise<void>;
  /** The mail server wants everybody to wait, in every process. @returns until when, epoch ms */
  hold(wait: Wait): Promise<number>;
  /** It gave no clear answer. */
  stumbled(reason: string): Promise<void>;
  /** It answered: whatever everybody waited for is over. */
  passed(): Promise<void>;
  /** Ends any pause at once. */
  release(): Promise<void>;
  /** Between two requests of all workers together, ms; 0 for a mailer without a limit. */
  gap(): Promise<number>;
}

/**
 * One limit over all workers, and the pauses of all.
 * @param rate requests per second, or `auto` to follow the API's headers; null for a mailer without a limit
 */
export function createPacer(store: PaceStore, rate: number | 'auto' | null, now: () => number): Pacer {
  const sendTimes = rate === null ? null : pacedBy(store, rate, now);
  const { enter, ...pauses } = createPauses(store, now);
  return {
    ...pauses,
    turn: async signal => {
      if (signal.aborted) return { kind: 'ended' };
      const entry = await enter();
      if (typeof entry === 'object') return { kind: 'held', until: entry.until, reason: entry.reason };
      const isTurn = sendTimes ? await sendTimes.wait(signal) : !signal.aborted;
      return isTurn ? { kind: 'go', probes: entry === 'probe' } : { kind: 'ended' };
    },
    learn: async pace => sendTimes?.learn(pace),
    gap: async () => (sendTimes ? ((await store.gap()) ?? 0) : 0),
  };
}

function pacedBy(store: PaceStore, rate: number | 'auto', now: () => number) {
  const gapOf = (perSecond: number) =>
    Math.min(LONGEST_GAP_MS, Math.max(1, Math.ceil(1_000 / (perSecond * SHARE_OF_LIMIT))));
  const firstGap = gapOf(rate === 'auto' ? FIRST_REQUESTS_PER_SECOND : rate);
  let known = 0;
  return {
    /** @returns false when `signal` ended the wait */
    wait: async (signal: AbortSignal): Promise<boolean> => {
      if (known === 0 && rate !== 'auto') {
        await store.setGap(firstGap);
        known = rate;
      }
      return waitUntil(await store.reserve(now(), firstGap), now, signal);
    },
    learn: async (pace: Pace | undefined): Promise<void> => {
      if (rate !== 'auto' || !pace || pace.requestsPerSecond === known) return;
      known = pace.requestsPerSecond;
      await store.setGap(gapOf(known));
    },
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
