import { LONGEST_WAIT_MS, liesAhead } from './ahead.ts';

/** Nobody asks a mail server for a while, in any process. */
export interface StoredPause {
  /** Epoch ms; in the past once it is over. */
  readonly until: number;
  /** How many there were with nothing answered in between; 0 for no trouble. */
  readonly times: number;
  readonly reason: string;
  /** rate, daily_quota, monthly_quota, busy, unclear; '' for none. */
  readonly kind: string;
  /** What the clock said when it was written, epoch ms; 0 for not known. */
  readonly at: number;
}

/** What pauses need from storage: one row a mailer, which all workers share. */
export interface PauseStore {
  /** The pause as it stands or stood a moment ago, over or not: it is asked for before every post. */
  pause(): Promise<StoredPause>;
  /** Puts what `next` makes of it in its place. @returns that */
  changePause(next: (before: StoredPause) => StoredPause): Promise<StoredPause>;
  /** Lets one caller through after a pause and holds the others until `until`. @returns whether it is this one */
  takeProbe(now: number, until: number): Promise<boolean>;
}

export interface Wanted {
  readonly because: string;
  readonly retryAfterMs: number;
  readonly reason: string;
}

export interface Pauses {
  /**
   * `probe`: the first one after a pause, on behalf of all.
   * @param mayProbe false for whoever must not be that one: then the pause lasts until somebody else was answered
   */
  enter(mayProbe?: boolean): Promise<'free' | 'probe' | StoredPause>;
  /** @returns until when, epoch ms */
  hold(wanted: Wanted): Promise<number>;
  stumbled(reason: string): Promise<void>;
  /** No answer that can be had again: who tried for all has found nothing out, and the next one tries, each a little later. */
  unanswered(reason: string): Promise<void>;
  /** Who was to try for all has asked nobody: the next one may, at once. */
  untried(): Promise<void>;
  passed(): Promise<void>;
  release(): Promise<void>;
  held(): Promise<StoredPause | null>;
}

/** How long the others leave the mail server to whoever tries it first after a pause, ms. */
const PROBE_MS = 15_000;
/** So many answers in a row that were none, and one batch tries for all. */
const UNCLEAR_IN_A_ROW = 3;
const UNCLEAR_MS = 5_000;
/** Where such an answer cannot be asked for again: a few of them in a row stop the issue anyway (brake.ts). */
const UNANSWERED_MS = 1_000;

const NO_PAUSE: StoredPause = { until: 0, times: 0, reason: '', kind: '', at: 0 };

/** The pauses of one mailer, as one process follows them. */
export function createPauses(store: PauseStore, now: () => number): Pauses {
  let probing = false;
  let probeUntil = 0;
  let unclear = 0;
  const holds = (pause: StoredPause) => isHolding(pause, now());
  const end = async () => {
    [probing, unclear] = [false, 0];
    await store.changePause(() => NO_PAUSE);
  };
  const hold = async (wanted: Wanted) => {
    // Who tries for all has held the others meanwhile: that was no pause.
    const failed = probing;
    probing = false;
    const { until } = await store.changePause(before => next(before, wanted, { failed, now: now() }));
    return until;
  };
  return {
    enter: async (mayProbe = true) => {
      const pause = await store.pause();
      if (holds(pause)) return pause;
      if (pause.times === 0) return 'free';
      if (!mayProbe) return pause;
      // Another lane may be the one.
      const until = now() + PROBE_MS;
      if (!(await store.takeProbe(now(), until))) {
        return { ...pause, until: Math.max((await store.pause()).until, now()) };
      }
      [probing, probeUntil] = [true, until];
      return 'probe';
    },
    hold,
    stumbled: async reason => {
      unclear += 1;
      if (!probing && unclear < UNCLEAR_IN_A_ROW) return;
      await hold({ because: 'unclear', retryAfterMs: UNCLEAR_MS, reason });
    },
    unanswered: async reason => {
      if (probing) await hold({ because: 'unclear', retryAfterMs: UNANSWERED_MS, reason });
    },
    untried: async () => {
      if (!probing) return;
      probing = false;
      const at = now();
      // Others may have been told to wait for longer meanwhile.
      await store.changePause(before => (before.until === probeUntil ? { ...before, until: at } : before));
    },
    passed: async () => {
      unclear = 0;
      if (probing || (await store.pause()).times > 0) await end();
    },
    release: end,
    held: async () => {
      const pause = await store.pause();
      return holds(pause) ? pause : null;
    },
  };
}

/** A pause that was written under a clock that was ahead is over. */
function isHolding({ until, at }: StoredPause, now: number): boolean {
  return until > now && until <= now + LONGEST_WAIT_MS && !liesAhead(at, now);
}

function next(
  before: StoredPause,
  wanted: Wanted,
  { failed, now }: { readonly failed: boolean; readonly now: number },
): StoredPause {
  const { reason, because: kind } = wanted;
  const isFresh = failed || !isHolding(before, now);
  const times = isFresh ? before.times + 1 : Math.max(1, before.times);
  const until = now + holdMs(wanted, times);
  // A shorter wait that is said meanwhile changes neither the end nor why it lasts until then.
  if (!isFresh && before.until > until) return { ...before, times };
  return { times, until, reason, kind, at: now };
}

const SMALLEST_MS = 1_000;
const LONGEST_MS = 10 * 60_000;
const LONGEST_QUOTA_MS = 25 * 3_600_000;

/**
 * How long everybody waits: a quota as long as it was said, anything else longer each time, and ten minutes at most,
 * whatever the server says.
 * @param times the how manieth wait with nothing answered in between, from 1
 */
export function holdMs({ because, retryAfterMs }: Omit<Wanted, 'reason'>, times: number): number {
  const isQuota = because === 'daily_quota' || because === 'monthly_quota';
  if (isQuota) return Math.min(Math.max(retryAfterMs, SMALLEST_MS), LONGEST_QUOTA_MS);
  const growth = 2 ** Math.min(Math.max(times, 1) - 1, 20);
  // What a rate limit says is true; it only must not be nothing, time and again.
  const grown = because === 'rate' ? Math.max(retryAfterMs, SMALLEST_MS * growth) : retryAfterMs * growth;
  return Math.min(Math.max(grown, SMALLEST_MS), LONGEST_MS);
}
