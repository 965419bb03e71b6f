import type { Keyring } from '../audience/token.ts';
import type { AtOnce } from './at-once.ts';
import type { BatchStore } from './batch.ts';
import type { BatchStep } from './batch-step.ts';
import type { Braked, RunWatch } from './brake.ts';
import type { ClaimsAhead } from './claims-ahead.ts';
import type { LaneWaits } from './lane-waits.ts';
import type { Mailer } from './mailers/mailer.ts';
import type { Pacer } from './pace.ts';
import type { FrozenIssue } from './payload.ts';
import { submitNextBatch } from './submit.ts';
import { waitUntil } from './wait-until.ts';

/** How often a lane with nothing to claim looks again, ms: another process may hold what is left. Its own lanes wake it. */
const LOOK_AGAIN_MS = 250;

/** How often a lane looks whether a pause has ended before its time, ms. */
const HELD_LOOK_MS = 1_000;

/** So many tries in vain, one after the other, and it is asked whether anything left is ours to try. */
const LOOKS_IN_VAIN = 12;
/** A session that was lost in the middle of a claim keeps its batch until Postgres ends it, a minute later at most. */
const LET_GO_MS = 60_000;
const IN_OTHER_HANDS = 'What is left is in the hands of another process, or of a session that was lost.';
const FOREIGN =
  'What is left was begun through a mailer that is not in MAIL_PROVIDER now; only that one may be asked about it.';

/** A mailer with the limit all workers share for it, and how many calls may be under way at once. */
export interface PacedMailer {
  readonly mailer: Mailer;
  readonly pacer: Pacer;
  readonly lanes: number;
}

export interface SenderDeps {
  readonly store: BatchStore;
  /** Whether the issue is still `sending`: a stop takes hold here, within one batch. */
  readonly isSending: (issueId: number) => Promise<boolean>;
  /** In order of preference. */
  readonly mailers: readonly PacedMailer[];
  readonly keyring: Keyring;
  /** As SubmitDeps.ahead and SubmitDeps.unanswered. */
  readonly ahead?: ClaimsAhead;
  readonly unanswered?: AtOnce;
  /** Names this process in leases. */
  readonly owner: string;
  readonly leaseMs: number;
  readonly now: () => number;
  /** As SubmitDeps.ticks. */
  readonly ticks: () => number;
  readonly onStep: (step: BatchStep) => void;
  /** Everybody waits, told once a pause. */
  readonly onHeld?: (held: { readonly until: number; readonly reason: string }) => void;
  /** Batches are due and cannot be had; told once in so long. */
  readonly onOtherHands?: (wait: { readonly until: number; readonly reason: string }) => void;
}

export type SendOutcome =
  /** No batch is open any more. */
  | { readonly kind: 'settled' }
  /** An editor stopped it, or it was aborted. */
  | { readonly kind: 'stopped' }
  /** The signal ended it: what was on the wire has been answered and kept. */
  | { readonly kind: 'interrupted' }
  /** Every mailer's account is refused. */
  | { readonly kind: 'blocked'; readonly reason: string }
  /** Too much of it was refused for that to be its readers' fault. */
  | { readonly kind: 'braked'; readonly braked: Braked }
  /** Nothing may be tried before `until` (epoch ms), and that is longer than the caller wants to wait. */
  | { readonly kind: 'waiting'; readonly until: number; readonly reason: string };

/** What the lanes of one call know together. */
export interface LaneRun {
  /** Mailers whose account is refused, with the reason. */
  readonly blocked: Map<string, string>;
  readonly watch: RunWatch;
  /** Why no lane may begin another batch. */
  braked: Braked | null;
  /** The end of the pause that was told last, epoch ms. */
  toldUntil: number;
  /** By when others are to have let go of what is left, as was told last. */
  othersUntil: number;
  readonly waits: LaneWaits;
}

interface LaneOptions {
  readonly signal: AbortSignal;
  readonly patienceMs: number;
}

/** Takes one batch after the other until there is none to take, or a reason not to. */
export async function runLane(
  deps: SenderDeps,
  issue: FrozenIssue,
  options: LaneOptions,
  run: LaneRun,
): Promise<SendOutcome> {
  let reason = '';
  let inVain = 0;
  // Where one batch was to be had there is mostly another: looking first would cost a question a batch. It is asked where
  // send times are waited for: one that was taken in vain is lost to all.
  let looks = true;
  while (!options.signal.aborted) {
    if (run.braked) return { kind: 'stopped' };
    if (isAllBlocked(deps, run)) return blockedBy(run);
    if (looks) {
      const now = deps.now();
      const due = await deps.store.nextDue(issue.issueId, now);
      if (due === null) return { kind: 'settled' };
      if (due - now > options.patienceMs) return { kind: 'waiting', until: due, reason };
      if (due > now) {
        await run.waits.sleep(Math.min(due, now + LOOK_AGAIN_MS), deps.now, options.signal);
        continue;
      }
    }
    const claimed = await run.waits.enter(() =>
      deps.store.countDue(issue.issueId, { now: deps.now(), most: mostLanes(deps) }),
    );
    if (claimed === null) {
      looks = true;
      await run.waits.sleep(deps.now() + LOOK_AGAIN_MS, deps.now, options.signal);
      continue;
    }
    const { tried, paced } = await tryMailers(
      { ...deps, onClaimed: claimed },
      issue,
      run,
      options.signal,
    ).finally(claimed);
    const looked = looks;
    looks = tried.kind !== 'settled' || paced;
    if (tried.kind === 'held') {
      if (run.toldUntil !== tried.until) deps.onHeld?.(tried);
      run.toldUntil = tried.until;
      const end = await waitHeld(deps, issue, options, tried);
      if (end) return end;
    } else if (tried.kind !== 'none') {
      inVain = 0;
      run.waits.wake();
      if (tried.kind === 'later') reason = tried.reason;
    } else if (looked) {
      inVain += 1;
      const end = await endOfNone(deps, issue, run, inVain);
      if (end) return end;
      await waitUntil(deps.now() + LOOK_AGAIN_MS, deps.now, options.signal);
    }
  }
  return { kind: 'interrupted' };
}

/** Whether the lane must end because nothing could be claimed although something is due. */
async function endOfNone(
  deps: SenderDeps,
  issue: FrozenIssue,
  run: LaneRun,
  inVain: number,
): Promise<SendOutcome | null> {
  if (!(await deps.isSending(issue.issueId))) {
    // Another process may have settled the last batch, and the issue with it, since we looked.
    const open = await deps.store.nextDue(issue.issueId, deps.now());
    return { kind: open === null ? 'settled' : 'stopped' };
  }
  // What is left is held by another process, or bound to a mailer whose account is refused.
  if (run.blocked.size > 0) return blockedBy(run);
  if (inVain < LOOKS_IN_VAIN) return null;
  if (await isLeftToOthers(deps, issue)) return { kind: 'blocked', reason: FOREIGN };
  if (deps.now() >= run.othersUntil) {
    run.othersUntil = deps.now() + LET_GO_MS;
    deps.onOtherHands?.({ until: run.othersUntil, reason: IN_OTHER_HANDS });
  }
  return null;
}

/** More due batches than that need not be counted. */
function mostLanes({ mailers }: SenderDeps): number {
  return Math.max(...mailers.map(({ lanes }) => lanes));
}

function isAllBlocked({ mailers }: SenderDeps, { blocked }: LaneRun): boolean {
  return mailers.every(({ mailer }) => blocked.has(mailer.name));
}

function blockedBy({ blocked }: LaneRun): SendOutcome {
  return { kind: 'blocked', reason: [...blocked.values()].join('; ') };
}

/** Asked, not concluded from vain tries: on a slow machine others are often about to claim what is due. */
async function isLeftToOthers(deps: SenderDeps, issue: FrozenIssue): Promise<boolean> {
  const ours = deps.mailers.map(({ mailer }) => mailer.name);
  if (await deps.store.hasOpenFor(issue.issueId, ours)) return false;
  return (await deps.store.nextDue(issue.issueId)) !== null;
}

/** Everybody waits. A short wait is waited out here, and ends early with the pause, a stop or the signal. */
async function waitHeld(
  deps: SenderDeps,
  issue: FrozenIssue,
  options: LaneOptions,
  held: Held,
): Promise<SendOutcome | null> {
  const { until, reason } = held;
  const now = deps.now();
  if (until - now > options.patienceMs) return { kind: 'waiting', until, reason };
  await waitUntil(
    Math.min(Math.max(until, now + LOOK_AGAIN_MS), now + HELD_LOOK_MS),
    deps.now,
    options.signal,
  );
  return (await deps.isSending(issue.issueId)) ? null : { kind: 'stopped' };
}

interface Held {
  readonly kind: 'held';
  readonly until: number;
  readonly reason: string;
}

/**
 * The preferred mailer takes what is new; another one is only asked about batches it already holds. Once the preferred
 * account is refused the next one moves up, and what was never taken moves to it.
 */
async function tryMailers(
  deps: SenderDeps & { readonly onClaimed: () => void },
  issue: FrozenIssue,
  run: LaneRun,
  signal: AbortSignal,
): Promise<{ readonly tried: BatchStep | Held; readonly paced: boolean }> {
  const open = deps.mailers.filter(({ mailer }) => !run.blocked.has(mailer.name));
  let held: Held | null = null;
  let paced = false;
  for (const [index, { mailer, pacer }] of open.entries()) {
    const turn = await pacer.turn(signal);
    if (turn.kind === 'ended') break;
    if (turn.kind === 'held') {
      held ??= turn;
      continue;
    }
    paced = turn.waited ?? false;
    const step = await submitNextBatch(
      { ...deps, mailer, pacer, onlyBound: index > 0, probes: turn.probes },
      issue,
    );
    if (step.kind === 'none') continue;
    deps.onStep(step);
    run.braked ??= await run.watch.after(step, () => deps.store.refusals(issue.issueId));
    if (step.kind === 'blocked') run.blocked.set(mailer.name, step.reason);
    return { tried: step, paced };
  }
  return { tried: held ?? { kind: 'none' }, paced };
}
