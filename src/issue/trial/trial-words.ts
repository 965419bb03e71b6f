import type { TrialStanding } from './trial-standing.ts';

/**
 * How a trial stands, for editors: who clicked how often, and what that is worth.
 * @param subjects by arm
 * @param isOver whether the rest has waited as long as it should: then no winner is an answer
 */
export function trialWords(standing: TrialStanding, subjects: readonly string[], isOver: boolean): string {
  return [
    headWords(standing, subjects, isOver),
    ...countWords(standing, subjects),
    pullWords(standing, subjects),
  ]
    .filter(sentence => sentence !== '')
    .join(' ');
}

function headWords({ outcome, asked }: TrialStanding, subjects: readonly string[], isOver: boolean): string {
  if (outcome.kind === 'winner')
    return `${named(subjects, outcome.arm)} wins: the evidence is ${odds(outcome.evidence)}, where ${odds(asked)} is asked.`;
  const most = Math.max(...outcome.evidence);
  if (isOver)
    return `No winner: the evidence came to ${odds(most)}, where ${odds(asked)} is asked. ${named(subjects, 0)} goes, the first choice.`;
  return `No winner yet: the evidence is ${odds(most)}, where ${odds(asked)} is asked.`;
}

function countWords({ arms }: TrialStanding, subjects: readonly string[]): string[] {
  const counts = arms.map(({ acted, mailed }, arm) => {
    const percent = mailed === 0 ? '' : ` (${((100 * acted) / mailed).toFixed(1)}%)`;
    return `${named(subjects, arm)} ${count(acted)} of ${count(mailed)}${percent}`;
  });
  return [`Clicked or voted: ${counts.join(', ')}.`];
}

function pullWords({ ahead }: TrialStanding, subjects: readonly string[]): string {
  if (!ahead || ahead.pull.low === 0 || !Number.isFinite(ahead.pull.high)) return '';
  const { arm, against, pull } = ahead;
  return `Readers of ${named(subjects, arm)} act between ${times(pull.low)} and ${times(pull.high)} times as readily as those of ${named(subjects, against)}.`;
}

function named(subjects: readonly string[], arm: number): string {
  return `“${subjects[arm] ?? ''}”`;
}

function count(readers: number): string {
  return readers.toLocaleString('en-GB');
}

/** Less than 1 to 1 speaks for nobody; beyond a million nobody counts. */
function odds(evidence: number): string {
  if (evidence > 1_000_000) return 'more than a million to 1';
  return `${count(Math.max(1, Math.floor(evidence)))} to 1`;
}

function times(ratio: number): string {
  return ratio.toFixed(2);
}
