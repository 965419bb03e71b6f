import { AtOnce } from './at-once.ts';
import { watchRun } from './brake.ts';
import { ClaimsAhead } from './claims-ahead.ts';
import { type LaneRun, runLane, type SenderDeps, type SendOutcome } from './lane.ts';
import { createLaneWaits } from './lane-waits.ts';
import type { FrozenIssue } from './payload.ts';

export type { PacedMailer, SenderDeps, SendOutcome } from './lane.ts';

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
  const run: LaneRun = {
    blocked: new Map(),
    watch: watchRun(),
    braked: null,
    toldUntil: 0,
    othersUntil: 0,
    waits: createLaneWaits(),
  };
  const lanes = Math.max(...deps.mailers.map(mailer => mailer.lanes));
  const ahead = new ClaimsAhead();
  const unanswered = new AtOnce(UNANSWERED);
  const shared = { ...deps, ahead, unanswered, store: ahead.over(deps.store) };
  const ending = new AbortController();
  const within = { ...options, signal: AbortSignal.any([options.signal, ending.signal]) };
  const ended = await Promise.allSettled(
    Array.from({ length: lanes }, (_, lane) =>
      runLane({ ...shared, owner: `${deps.owner}/${lane}` }, issue, within, run).catch((fault: unknown) => {
        ending.abort();
        throw fault;
      }),
    ),
  );
  // Where it cannot be written, the lease ends it.
  await ahead.giveBack(deps).catch(() => undefined);
  // Only now: answers that the other lanes were waiting for are kept, and no lane of ours lives on under its name.
  const fault = ended.find(lane => lane.status === 'rejected');
  if (fault) throw fault.reason;
  const outcomes = ended.flatMap(lane => (lane.status === 'fulfilled' ? [lane.value] : []));
  if (run.braked) return { kind: 'braked', braked: run.braked };
  const end = outcomes.toSorted((one, other) => WEIGHT[other.kind] - WEIGHT[one.kind])[0];
  // What one lane did not wait for, or could not try, another has settled meanwhile.
  const mayBeOver = end?.kind === 'waiting' || end?.kind === 'blocked';
  const isOver = mayBeOver && (await deps.store.nextDue(issue.issueId)) === null;
  return isOver || !end ? { kind: 'settled' } : end;
}

/** Mails handed over without a key, of which nobody can tell what became of them until they are answered. */
const UNANSWERED = 4;

/** A lane that found nothing left says less than one that was told to stop, and that less than why nothing can go on. */
const WEIGHT: Readonly<Record<SendOutcome['kind'], number>> = {
  settled: 0,
  waiting: 1,
  interrupted: 2,
  stopped: 3,
  blocked: 4,
  braked: 5,
};
