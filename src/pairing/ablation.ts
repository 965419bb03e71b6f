import type { WeekRecord } from './backtest-week.ts';
import type { Term } from './weights.ts';

/** What one term of the score is good for, measured by leaving it out. */
export interface Ablation {
  readonly term: Term;
  /** What the picks without the term are worth by the full score, as a share of the real picks. */
  readonly worth: number;
  /** The share of pairings that would have been others. */
  readonly changed: number;
}

/** Sums up the weeks' trials, one entry a term. Each trial starts from the real history, so errors do not add up. */
export function ablationOf(records: readonly WeekRecord[]): Ablation[] {
  const trials = records.flatMap(record => record.withoutTerm);
  const pairings = records.reduce((sum, record) => sum + record.pairs.length, 0);
  return Array.from(
    Map.groupBy(trials, trial => trial.term),
    ([term, weeks]) => {
      const total = (value: (week: (typeof weeks)[number]) => number) =>
        weeks.reduce((sum, week) => sum + value(week), 0);
      const full = total(week => week.fullSum);
      return {
        term,
        worth: full === 0 ? 1 : total(week => week.sum) / full,
        changed: pairings === 0 ? 0 : total(week => week.changed) / pairings,
      };
    },
  );
}
