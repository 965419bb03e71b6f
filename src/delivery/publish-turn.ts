import type { Pacer } from './pace.ts';
import { QUIET_MS } from './submit.ts';
import { waitUntil } from './wait-until.ts';

export interface TurnDeps {
  readonly now: () => number;
  /** Everybody waits, or a request about a template is long in being answered; told once a wait. */
  readonly onHeld?: (held: { readonly until: number; readonly reason: string }) => void;
  /** Longest pause that is waited out here, ms; none when absent. */
  readonly patienceMs?: number;
}

/**
 * Waits until a request about a template may be made, also for the end of a pause of everybody.
 * @returns why there is none; '' once it may
 */
export async function waitTurn(deps: TurnDeps, pacer: Pacer, signal: AbortSignal): Promise<string> {
  const { now, patienceMs = 0 } = deps;
  let toldUntil = 0;
  for (;;) {
    const turn = await pacer.turn(signal);
    if (turn.kind === 'ended') return 'the process was asked to end';
    if (turn.kind === 'go') {
      // A request about a template says nothing of mails: one of those tries for all.
      if (turn.probes) await pacer.untried();
      return '';
    }
    const { until, reason } = turn;
    if (until - now() > patienceMs) return reason;
    if (toldUntil !== until) deps.onHeld?.({ until, reason });
    toldUntil = until;
    await waitUntil(now() + HELD_LOOK_MS, now, signal);
  }
}

/** A pause may end before its time. */
const HELD_LOOK_MS = 500;

/** Requests about a template may be answered late, and time and again by "later": no wait lasts longer without a word. */
export async function toldOf<T>({ now, onHeld }: TurnDeps, work: () => Promise<T>): Promise<T> {
  let toldUntil = now() + QUIET_MS;
  const tell = () => {
    if (now() < toldUntil) return;
    toldUntil = now() + ONE_REQUEST_MS;
    onHeld?.({ until: toldUntil, reason: NOT_KEPT });
  };
  const timer = setInterval(tell, QUIET_MS / 2);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** An answer and the wait after it, at most. */
const ONE_REQUEST_MS = 20_000;
const NOT_KEPT = 'The mail service has not said yet that it keeps the mail as a template.';
