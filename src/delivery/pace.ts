import type { MailerAnswer, Pace } from './mailers/mailer.ts';
import { createPauses, type PauseStore, type Pauses } from './pause.ts';
import { createSendTimes, type SendTimeStore } from './send-times.ts';

/** What pacing needs from storage: one row a mailer, which all workers share. */
export interface PaceStore extends PauseStore, SendTimeStore {}

type Wait = Pick<Extract<MailerAnswer, { kind: 'wait' }>, 'because' | 'retryAfterMs' | 'reason'>;

export type Turn =
  /** `probes`: the first one after a pause, on behalf of all. `waited`: for its send time, and long. */
  | { readonly kind: 'go'; readonly probes: boolean; readonly waited?: boolean }
  /** Nobody asks this mail server before `until` (epoch ms). */
  | { readonly kind: 'held'; readonly until: number; readonly reason: string }
  | { readonly kind: 'ended' };

export interface Pacer extends Omit<Pauses, 'enter' | 'hold'> {
  /**
   * Waits for this caller's send time; never for a pause.
   * @param options.mayProbe false for what can wait: it is never the first to ask after a pause
   */
  turn(signal: AbortSignal, options?: { readonly mayProbe?: boolean }): Promise<Turn>;
  /** Follows what the API said of its limit. */
  learn(pace: Pace | undefined): Promise<void>;
  /** The mail server wants everybody to wait, in every process. @returns until when, epoch ms */
  hold(wait: Wait): Promise<number>;
  /** It gave no clear answer. */
  stumbled(reason: string): Promise<void>;
  /** It gave none, and cannot be asked again what it was; told of every such answer. */
  unanswered(reason: string): Promise<void>;
  /** A turn that was to try for all has come to no request. */
  untried(): Promise<void>;
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
  const sendTimes = rate === null ? null : createSendTimes(store, rate, now);
  const { enter, hold, ...pauses } = createPauses(store, now);
  return {
    ...pauses,
    hold: async wait => {
      const until = await hold(wait);
      if (wait.because === 'rate') await sendTimes?.ease();
      return until;
    },
    turn: async (signal, { mayProbe = true } = {}) => {
      if (signal.aborted) return { kind: 'ended' };
      const entry = await enter(mayProbe);
      if (typeof entry === 'object') return { kind: 'held', until: entry.until, reason: entry.reason };
      const came = sendTimes ? await sendTimes.wait(signal) : 'soon';
      if (came === 'ended' || signal.aborted) return { kind: 'ended' };
      return { kind: 'go', probes: entry === 'probe', ...(came === 'waited' && { waited: true }) };
    },
    learn: async pace => sendTimes?.learn(pace),
    gap: async () => (sendTimes ? ((await store.gap()) ?? 0) : 0),
  };
}
