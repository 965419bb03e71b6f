import type { Lane } from './lane-crew.ts';
import type { LaneRun, SenderDeps, SendOutcome } from './lane-run.ts';
import type { FrozenIssue } from './payload.ts';
import { QUIET_MS } from './submit.ts';
import { type Held, tryMailers } from './try-mailers.ts';
import { waitUntil } from './wait-until.ts';

/** How often a lane with nothing to claim looks again, ms: another process may hold what is left. Its own lanes wake it. */
const LOOK_AGAIN_MS = 250;

/** How often a lane looks whether a pause has ended before its time, ms. */
const HELD_LOOK_MS = 1_000;

/**
 * So many tries in vain, one after the other, and it is asked whether anything left is ours to try. With the waits between
 * them that takes two seconds, on a busy machine longer, and nobody is to wait for five without a word.
 */
const LOOKS_IN_VAIN = 8;
/** A session that was lost in the middle of a claim keeps its batch until Postgres ends it, a minute later at most. */
const LET_GO_MS = 60_000;
const IN_OTHER_HANDS = 'What is left is in the hands of another process, or of a session that was lost.';
const UNDER_WAY =
  'What is left is under way, or its sender was killed, or it was told to wait; it is tried again then.';
const FOREIGN =
  'What is left was begun through a mailer that is not in MAIL_PROVIDER now; only that one may be asked about it.';

interface LaneOptions {
  readonly signal: AbortSignal;
  readonly patienceMs: number;
  readonly lane: Lane;
}

/** Takes one batch after the other until there is none to take, a reason not to, or enough lanes without it. */
export async function runLane(
  deps: SenderDeps,
  issue: FrozenIssue,
  options: LaneOptions,
  run: LaneRun,
): Promise<SendOutcome> {
  let inVain = 0;
  let quietSince: number | null = null;
  // Where one batch was to be had there is mostly another: looking first would cost a question a batch. It is asked where
  // send times are waited for: one that was taken in vain is lost to all.
  let { looks } = options.lane;
  while (!options.signal.aborted) {
    if (run.braked) return { kind: 'stopped' };
    if (isAllBlocked(deps, run)) return blockedBy(run);
    if (options.lane.isOneTooMany()) return { kind: 'settled' };
    if (looks) {
      const now = deps.now();
      const due = await deps.store.nextDue(issue.issueId, now);
      if (due === null) return { kind: 'settled' };
      if (due - now > options.patienceMs) return { kind: 'waiting', until: due, reason: run.reason };
      if (due > now) {
        quietSince ??= now;
        tellOfRest(deps, run, { due, now, quietSince });
        await run.waits.sleep(Math.min(due, now + LOOK_AGAIN_MS), deps.now, options.signal);
        continue;
      }
    }
    const claimed = await run.waits.enter(() =>
      deps.store.countDue(issue.issueId, { now: deps.now(), most: lanesAtWork(deps) }),
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
      quietSince = null;
      run.waits.wake();
      if (tried.kind === 'later') run.reason = tried.reason;
    } else if (looked) {
      inVain += 1;
      const end = await endOfNone(deps, issue, run, inVain);
      if (end) return end;
      await waitUntil(deps.now() + LOOK_AGAIN_MS, deps.now, options.signal);
    }
  }
  return { kind: 'interrupted' };
}

/** Nothing is to be had for a while, and nobody here has said why: it was told to wait, or lost its sender, before this call. */
function tellOfRest(
  deps: SenderDeps,
  run: LaneRun,
  { due, now, quietSince }: { readonly due: number; readonly now: number; readonly quietSince: number },
): void {
  if (now - quietSince < (deps.quietMs ?? QUIET_MS) || now < Math.max(run.othersUntil, run.slowUntil)) return;
  run.othersUntil = due;
  deps.onOtherHands?.({ until: due, reason: run.reason || UNDER_WAY });
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
function lanesAtWork({ mailers }: SenderDeps): number {
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
