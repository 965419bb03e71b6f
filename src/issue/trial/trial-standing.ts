import { evidenceAsked } from './evidence-asked.ts';
import { judgeTrial } from './judge-trial.ts';
import { type Pull, pullOf } from './pull.ts';
import type { TrialOutcome } from './trial-outcome.ts';
import type { TrialReader } from './trial-reader.ts';

/** Where a trial stands at a look, in numbers that editors are told. */
export interface TrialStanding {
  /** Epoch ms. */
  readonly at: number;
  readonly outcome: TrialOutcome;
  /** What a winner must show. */
  readonly asked: number;
  readonly arms: readonly ArmStanding[];
  /** Of the arm that most speaks for: the winner, where there is one. */
  readonly ahead: Ahead | null;
}

export interface ArmStanding {
  readonly mailed: number;
  readonly acted: number;
}

/** The arm that most speaks for, against the one of the others whose readers act most readily. */
export interface Ahead {
  readonly arm: number;
  readonly against: number;
  readonly pull: Pull;
}

/** The outcome is judgeTrial's; the counts are all that is known, also what is too fresh to be judged by. */
export function trialStanding(readers: readonly TrialReader[], arms: number, now: number): TrialStanding {
  const outcome = judgeTrial(readers, arms, now);
  const counts = Array.from({ length: arms }, () => ({ mailed: 0, acted: 0 }));
  for (const { arm, at, actedAt } of readers) {
    const count = counts[arm];
    if (!count || at > now) continue;
    count.mailed += 1;
    if (actedAt !== null && actedAt <= now) count.acted += 1;
  }
  return {
    at: now,
    outcome,
    asked: evidenceAsked(arms),
    arms: counts,
    ahead: aheadOf(readers, outcome, counts, now),
  };
}

function aheadOf(
  readers: readonly TrialReader[],
  outcome: TrialOutcome,
  counts: readonly ArmStanding[],
  now: number,
): Ahead | null {
  if (counts.length < 2 || counts.every(({ acted }) => acted === 0)) return null;
  const arms = [...counts.keys()];
  const shown = (arm: number) => (outcome.kind === 'winner' ? 0 : (outcome.evidence[arm] ?? 0));
  const arm =
    outcome.kind === 'winner'
      ? outcome.arm
      : arms.reduce((best, other) => (shown(other) > shown(best) ? other : best));
  const share = (other: number) => (counts[other]?.acted ?? 0) / Math.max(1, counts[other]?.mailed ?? 0);
  const against = arms
    .filter(other => other !== arm)
    .reduce((best, other) => (share(other) > share(best) ? other : best));
  return { arm, against, pull: pullOf(readers, { arm, against, arms: counts.length }, now) };
}
