import type { TrialStanding } from './trial-standing.ts';

/**
 * What a trial has found, for editors.
 * @param subjects by arm
 * @param isOver whether the rest has waited as long as it should: then no winner is an answer
 */
export function foundWords(
  { outcome, asked }: TrialStanding,
  subjects: readonly string[],
  isOver: boolean,
): string {
  if (outcome.kind === 'winner')
    return `${named(subjects, outcome.arm)} wins: the evidence is ${odds(outcome.evidence)}, where ${odds(asked)} is asked.`;
  const most = Math.max(...outcome.evidence);
  if (isOver)
    return `No winner: the evidence came to ${odds(most)}, where ${odds(asked)} is asked. ${named(subjects, 0)} goes, the first choice.`;
  return `No winner yet: the evidence is ${odds(most)}, where ${odds(asked)} is asked.`;
}

/** How much more readily readers of the subject ahead act; '' where that is not bounded on both sides yet. */
export function pullWords({ ahead }: TrialStanding, subjects: readonly string[]): string {
  if (!ahead || ahead.pull.low === 0 || !Number.isFinite(ahead.pull.high)) return '';
  const { arm, against, pull } = ahead;
  return `Readers of ${named(subjects, arm)} act between ${times(pull.low)} and ${times(pull.high)} times as readily as those of ${named(subjects, against)}.`;
}

function named(subjects: readonly string[], arm: number): string {
  return `“${subjects[arm] ?? ''}”`;
}

/** `42 to 1`. Less than 1 to 1 speaks for nobody; beyond a million nobody counts. */
export function odds(evidence: number): string {
  if (evidence > 1_000_000) return 'more than a million to 1';
  return `${Math.max(1, Math.floor(evidence)).toLocaleString('en')} to 1`;
}

function times(ratio: number): string {
  return ratio.toFixed(2);
}
