import { AtOnce } from './at-once.ts';
import { watchRun } from './brake.ts';
import { ClaimsAhead } from './claims-ahead.ts';
import { runLane } from './lane.ts';
import { type CrewSize, createLaneCrew } from './lane-crew.ts';
import type { LaneRun, LaneShare, SenderDeps, SendOutcome } from './lane-run.ts';
import { createLaneWaits } from './lane-waits.ts';
import type { FrozenIssue } from './payload.ts';

export type { PacedMailer, SenderDeps, SendOutcome } from './lane-run.ts';

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
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  const faults: unknown[] = [];
  let end = { kind: 'settled' } as SendOutcome;
  const shares = sharesOf(deps);
  const aheads = [...shares.values()].map(({ ahead }) => ahead);
  const shared = { ...deps, store: aheads.reduce((store, ahead) => ahead.over(store), deps.store) };
  const crew = createLaneCrew(crewSize(deps), async lane => {
    try {
      const owned = { ...shared, owner: `${deps.owner}/${lane.number}` };
      const outcome = await runLane(owned, issue, { ...options, signal, lane }, run);
      if (WEIGHT[outcome.kind] > WEIGHT[end.kind]) end = outcome;
    } catch (fault) {
      faults.push(fault);
      ending.abort();
    }
  });
  const run: LaneRun = {
    shares,
    blocked: new Map(),
    watch: watchRun(),
    braked: null,
    toldUntil: 0,
    othersUntil: 0,
    slowUntil: 0,
    reason: '',
    waits: createLaneWaits(),
    crew,
  };
  await crew.run();
  // Where it cannot be written, the lease ends it.
  for (const ahead of aheads) await ahead.giveBack(deps).catch(() => undefined);
  // Only now: answers that the other lanes were waiting for are kept, and no lane of ours lives on under its name.
  if (faults.length > 0) throw faults[0];
  if (run.braked) return { kind: 'braked', braked: run.braked };
  // What one lane did not wait for, or could not try, another has settled meanwhile.
  const mayBeOver = end.kind === 'waiting' || end.kind === 'blocked';
  const isOver = mayBeOver && (await deps.store.nextDue(issue.issueId)) === null;
  return isOver ? { kind: 'settled' } : end;
}

function crewSize({ mailers }: SenderDeps): CrewSize {
  return {
    atWork: Math.max(...mailers.map(({ lanes }) => lanes)),
    most: Math.max(...mailers.map(({ lanes, mostLanes = lanes }) => mostLanes)),
  };
}

/** Of each mailer its own: what was claimed and sealed for one is nothing to another. */
function sharesOf({ mailers }: SenderDeps): ReadonlyMap<string, LaneShare> {
  return new Map(
    mailers.map(({ mailer, lanes }) => [
      mailer.name,
      { ahead: new ClaimsAhead(), unanswered: new AtOnce(Math.min(UNANSWERED, lanes)) },
    ]),
  );
}

/** Calls handed over without a key, of which nobody can tell what became of them until they are answered. */
const UNANSWERED = 3;

/** A lane that found nothing left says less than one that was told to stop, and that less than why nothing can go on. */
const WEIGHT: Readonly<Record<SendOutcome['kind'], number>> = {
  settled: 0,
  waiting: 1,
  interrupted: 2,
  stopped: 3,
  blocked: 4,
  braked: 5,
};
