import type { BatchStep } from './batch-step.ts';
import { causeOf } from './refusal-cause.ts';

/** Readers of an issue who were rejected for one reason. */
export interface Refused {
  readonly cause: string;
  /** As it was said last. */
  readonly reason: string;
  readonly members: number;
  /** Of them, those an editor knew of when the issue was resumed. */
  readonly known: number;
  /** Whether this cause has stopped the issue before. */
  readonly hasStopped: boolean;
}

/** What was refused of an issue so far, by all processes, the most frequent cause first. */
export interface RefusalTally {
  readonly audience: number;
  readonly isAnyTaken: boolean;
  readonly causes: readonly Refused[];
}

/** Why an issue must stop before more of it is spent. */
export interface Braked {
  /** In words for editors; the server's own stand at the end. */
  readonly why: string;
  /** '' where no reader was rejected for it. */
  readonly cause: string;
  /** Nothing at all was taken: none of the refusals counts against its reader. */
  readonly isNothingTaken: boolean;
}

/** Readers rejected, or attempts refused in a row, with nothing of the issue taken. */
const REFUSED_WITH_NOTHING_TAKEN = 10;
/** A bad address in a batch of a hundred is found within eight refusals. */
const ATTEMPTS_WITH_NOTHING_TAKEN = 12;
const IN_A_ROW = 20;
const FOR_ONE_REASON = 20;
const SHARE_FOR_ONE_REASON = 0.05;
/** Mails that may be on their way by the time one says stop. */
const UNDER_WAY = 4;
/** Unclear answers in a row that no key can clear up, or that something else than the API has given. */
const UNCLEAR_IN_A_ROW = 5;

/** Whether what was refused says something about us rather than about its readers. */
function brakeOf(tally: RefusalTally): Braked | null {
  const total = tally.causes.reduce((sum, { members }) => sum + members, 0);
  const [first] = tally.causes;
  if (!tally.isAnyTaken && first && total >= REFUSED_WITH_NOTHING_TAKEN) return nothingTaken(total, first);
  return forOneReason(tally, UNDER_WAY);
}

/** @param underWay mails that may be refused for it too */
function forOneReason({ audience, causes }: RefusalTally, underWay: number): Braked | null {
  const often = causes.find(({ members, known }) => {
    const fresh = members - known + underWay;
    return fresh > FOR_ONE_REASON && fresh > audience * SHARE_FOR_ONE_REASON;
  });
  if (!often) return null;
  const { members, cause, reason } = often;
  return {
    why: `${members} of ${audience} readers were refused for one reason. The mail server said: ${reason}`,
    cause,
    isNothingTaken: false,
  };
}

/**
 * The same once nothing is left to try. Nothing was taken, all by refusals: the issue has not gone out. Or too many were
 * refused for one reason, and whoever wrote the last of them down was killed before it looked. Once for each cause, since
 * an editor who has seen it and goes on means it.
 */
export function brakeAtEnd(tally: RefusalTally): Braked | null {
  if (tally.isAnyTaken) return forOneReason(tally, 0);
  const first = tally.causes.find(({ members, hasStopped }) => members > 0 && !hasStopped);
  if (!first) return null;
  return nothingTaken(
    tally.causes.reduce((sum, { members }) => sum + members, 0),
    first,
  );
}

function nothingTaken(refused: number, { cause, reason }: Refused): Braked {
  return {
    why: noneTaken(`All ${refused} mails that were tried were refused`, reason),
    cause,
    isNothingTaken: true,
  };
}

function noneTaken(what: string, reason: string): string {
  return `${what} and none was taken. The mail server said: ${reason}`;
}

/** Follows the attempts of one process: what comes in a row tells sooner than what is added up. */
export interface RunWatch {
  /** @param tally asked only after a refusal */
  after(step: BatchStep, tally: () => Promise<RefusalTally>): Promise<Braked | null>;
}

export function watchRun(): RunWatch {
  let refusals = 0;
  let unclear = 0;
  let same = { cause: '', times: 0 };
  return {
    after: async (step, tally) => {
      if (step.kind === 'settled' && step.taken > 0) {
        [refusals, unclear, same] = [0, 0, { cause: '', times: 0 }];
        return step.refusal === '' ? null : brakeOf(await tally());
      }
      const lost = step.kind === 'uncertain' && step.fresh;
      if (lost || (step.kind === 'later' && step.foreign)) {
        unclear += 1;
        return unclear < UNCLEAR_IN_A_ROW ? null : noWord(unclear, step.reason);
      }
      const reason = refusalOf(step);
      if (reason === '') return null;
      refusals += 1;
      const cause = causeOf(reason);
      same = { cause, times: same.cause === cause ? same.times + 1 : 1 };
      const known = await tally();
      return brakeOf(known) ?? rowOf({ refusals, same, reason }, known);
    },
  };
}

function refusalOf(step: BatchStep): string {
  if (step.kind === 'settled') return step.refusal;
  return step.kind === 'split' ? step.reason : '';
}

function rowOf(
  run: {
    readonly refusals: number;
    readonly same: { cause: string; times: number };
    readonly reason: string;
  },
  tally: RefusalTally,
): Braked | null {
  const { refusals, same, reason } = run;
  if (!tally.isAnyTaken && refusals >= ATTEMPTS_WITH_NOTHING_TAKEN) {
    return {
      why: noneTaken(`${refusals} attempts in a row were refused`, reason),
      cause: '',
      isNothingTaken: true,
    };
  }
  if (same.times < IN_A_ROW) return null;
  const why = `${same.times} mails in a row were refused for one reason. The mail server said: ${reason}`;
  return { why, cause: same.cause, isNothingTaken: false };
}

function noWord(times: number, reason: string): Braked {
  const why = `${times} attempts in a row ended without a clear answer from the mail server. The last one: ${reason}`;
  return { why, cause: '', isNothingTaken: false };
}
