import type { BatchStep } from './batch-step.ts';
import type { LaneRun, SenderDeps } from './lane-run.ts';
import type { FrozenIssue } from './payload.ts';
import { type SlowAnswer, submitNextBatch } from './submit.ts';

/** Everybody waits. */
export interface Held {
  readonly kind: 'held';
  readonly until: number;
  readonly reason: string;
}

/**
 * The preferred mailer takes what is new; another one is only asked about batches it already holds. Once the preferred
 * account is refused the next one moves up, and what was never taken moves to it.
 */
export async function tryMailers(
  deps: SenderDeps & { readonly onClaimed: () => void },
  issue: FrozenIssue,
  run: LaneRun,
  signal: AbortSignal,
): Promise<{ readonly tried: BatchStep | Held; readonly paced: boolean }> {
  const open = deps.mailers.filter(({ mailer }) => !run.blocked.has(mailer.name));
  let held: Held | null = null;
  let paced = false;
  let back = () => {};
  const onPosted = () => {
    back = run.crew.leave(paced);
  };
  const onSlow = (wait: SlowAnswer) => {
    if (deps.now() < run.slowUntil) return;
    run.slowUntil = wait.until;
    deps.onSlow?.(wait);
  };
  for (const [index, { mailer, pacer }] of open.entries()) {
    const turn = await pacer.turn(signal);
    if (turn.kind === 'ended') break;
    if (turn.kind === 'held') {
      held ??= turn;
      continue;
    }
    paced = turn.waited ?? false;
    const step = await submitNextBatch(
      {
        ...deps,
        ...run.shares.get(mailer.name),
        mailer,
        pacer,
        onlyBound: index > 0,
        probes: turn.probes,
        onPosted,
        onSlow,
      },
      issue,
    ).finally(() => back());
    run.crew.learn(step);
    if (step.kind === 'none') continue;
    deps.onStep(step);
    run.braked ??= await run.watch.after(step, () => deps.store.refusals(issue.issueId));
    if (step.kind === 'blocked') run.blocked.set(mailer.name, step.reason);
    // Another mailer may go on with what was claimed for this one, by a lane that had not heard of it too.
    if (run.blocked.has(mailer.name)) await run.shares.get(mailer.name)?.ahead.giveBack(deps);
    return { tried: step, paced };
  }
  return { tried: held ?? { kind: 'none' }, paced };
}
