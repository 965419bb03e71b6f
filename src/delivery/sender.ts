import type { Keyring } from '../audience/token.ts';
import type { BatchStore } from './batch.ts';
import type { BatchStep } from './batch-step.ts';
import { type Braked, type RunWatch, watchRun } from './brake.ts';
import type { Mailer } from './mailers/mailer.ts';
import { type Pacer, waitUntil } from './pace.ts';
import type { FrozenIssue } from './payload.ts';
import { submitNextBatch } from './submit.ts';

/** How often a lane with nothing to claim looks again, ms: another lane or process holds what is left. */
const LOOK_AGAIN_MS = 250;

/** So many tries in vain, one after the other, and it is asked whether anything left is ours to try. */
const LOOKS_IN_VAIN = 12;
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
  /** Names this process in leases. */
  readonly owner: string;
  readonly leaseMs: number;
  readonly now: () => number;
  readonly onStep: (step: BatchStep) => void;
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

/**
 * Submits an issue's batches until none is open. Any number of processes may do so at once, and each may be killed
 * anywhere: all progress is in the database.
 * @param options.patienceMs longest wait for the next batch that is waited out here
 */
export async function sendBatches(
  deps: SenderDeps,
  issue: FrozenIssue,
  options: { readonly signal: AbortSignal; readonly patienceMs: number },
): Promise<SendOutcome> {
  const run: Run = { blocked: new Map(), watch: watchRun(), braked: null };
  const lanes = Math.max(...deps.mailers.map(mailer => mailer.lanes));
  const ending = new AbortController();
  const within = { ...options, signal: AbortSignal.any([options.signal, ending.signal]) };
  const ended = await Promise.allSettled(
    Array.from({ length: lanes }, (_, lane) =>
      runLane({ ...deps, owner: `${deps.owner}/${lane}` }, issue, within, run).catch((fault: unknown) => {
        ending.abort();
        throw fault;
      }),
    ),
  );
  // Only now: answers that the other lanes were waiting for are kept, and no lane of ours lives on under its name.
  const fault = ended.find(lane => lane.status === 'rejected');
  if (fault) throw fault.reason;
  const outcomes = ended.flatMap(lane => (lane.status === 'fulfilled' ? [lane.value] : []));
  if (run.braked) return { kind: 'braked', braked: run.braked };
  // A lane that found nothing left says less than one that was told to stop.
  return outcomes.find(outcome => outcome.kind !== 'settled') ?? { kind: 'settled' };
}

/** What the lanes of one call know together. */
interface Run {
  /** Mailers whose account is refused, with the reason. */
  readonly blocked: Map<string, string>;
  readonly watch: RunWatch;
  /** Why no lane may begin another batch. */
  braked: Braked | null;
}

async function runLane(
  deps: SenderDeps,
  issue: FrozenIssue,
  options: { readonly signal: AbortSignal; readonly patienceMs: number },
  run: Run,
): Promise<SendOutcome> {
  const { blocked } = run;
  let reason = '';
  let inVain = 0;
  // Where one batch was to be had there is mostly another: looking first would cost a question a batch.
  let looks = true;
  while (!options.signal.aborted) {
    if (run.braked) return { kind: 'stopped' };
    const open = deps.mailers.filter(({ mailer }) => !blocked.has(mailer.name));
    if (open.length === 0) return { kind: 'blocked', reason: [...blocked.values()].join('; ') };
    if (looks) {
      const now = deps.now();
      const due = await deps.store.nextDue(issue.issueId, now);
      if (due === null) return { kind: 'settled' };
      if (due - now > options.patienceMs) return { kind: 'waiting', until: due, reason };
      if (due > now) {
        await waitUntil(Math.min(due, now + LOOK_AGAIN_MS), deps.now, options.signal);
        continue;
      }
    }
    const { step, mailer } = await tryMailers(deps, issue, open, options.signal);
    const looked = looks;
    looks = step.kind !== 'settled';
    if (step.kind === 'none' && !looked) continue;
    deps.onStep(step);
    run.braked ??= await run.watch.after(step, () => deps.store.refusals(issue.issueId));
    if (step.kind === 'blocked') blocked.set(mailer, step.reason);
    if (step.kind === 'later') reason = step.reason;
    inVain = step.kind === 'none' ? inVain + 1 : 0;
    if (step.kind === 'none') {
      if (!(await deps.isSending(issue.issueId))) {
        // Another process may have settled the last batch, and the issue with it, since we looked.
        const open = await deps.store.nextDue(issue.issueId, deps.now());
        return { kind: open === null ? 'settled' : 'stopped' };
      }
      // What is left is held by another process, or bound to a mailer whose account is refused.
      if (blocked.size > 0) return { kind: 'blocked', reason: [...blocked.values()].join('; ') };
      if (inVain >= LOOKS_IN_VAIN && (await isLeftToOthers(deps, issue))) {
        return { kind: 'blocked', reason: FOREIGN };
      }
      await waitUntil(deps.now() + LOOK_AGAIN_MS, deps.now, options.signal);
    }
  }
  return { kind: 'interrupted' };
}

/** Asked, not concluded from vain tries: on a slow machine others are often about to claim what is due. */
async function isLeftToOthers(deps: SenderDeps, issue: FrozenIssue): Promise<boolean> {
  const ours = deps.mailers.map(({ mailer }) => mailer.name);
  if (await deps.store.hasOpenFor(issue.issueId, ours)) return false;
  return (await deps.store.nextDue(issue.issueId)) !== null;
}

/**
 * The preferred mailer takes what is new; another one is only asked about batches it already holds. Once the preferred
 * account is refused the next one moves up, and what was never taken moves to it.
 */
async function tryMailers(
  deps: SenderDeps,
  issue: FrozenIssue,
  open: readonly PacedMailer[],
  signal: AbortSignal,
): Promise<{ step: BatchStep; mailer: string }> {
  for (const [index, { mailer, pacer }] of open.entries()) {
    if (!(await pacer.turn(signal))) break;
    const step = await submitNextBatch({ ...deps, mailer, pacer, onlyBound: index > 0 }, issue);
    if (step.kind !== 'none') return { step, mailer: mailer.name };
  }
  return { step: { kind: 'none' }, mailer: '' };
}
