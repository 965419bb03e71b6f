import type { DeskWeek } from '../../newsroom/editing/read-week.ts';
import { printedValues, type WordValues } from '../../newsroom/editing/word-values.ts';
import type { Activity } from '../../storage/issue/activity.ts';
import type { UnsavedWord } from '../unsaved-words.tsx';
import { TRIAL_LABELS, type TrialValues, trialValues } from './typed-trial.ts';
import { wordLabels } from './word-fields.ts';

/** What an act that was not done leaves on the page, so that nothing typed is lost. */
export interface Leftover {
  readonly problem: string;
  /** What others did in the meantime. */
  readonly since?: readonly Activity[];
  /** What somebody wrote, by the names of the fields; those they left alone are not in it. */
  readonly values?: WordValues;
  /** What the fields said before. */
  readonly was?: WordValues;
  /** The same of the subjects on trial, all fields where any was written in. */
  readonly trial?: TrialValues;
  readonly reason?: string;
  readonly bannedTool?: string;
}

/** What a refused act leaves of somebody's own words, by the names of their fields. */
export function leftWords({ issue, content }: DeskWeek, left: Leftover): UnsavedWord[] {
  const labels = wordLabels(content);
  const printed = printedValues(content);
  const own = Object.entries(left.values ?? {}).flatMap(([field, words]): UnsavedWord[] =>
    words === printed[field] ? [] : [[labels[field] ?? field, words]],
  );
  const stored = trialValues(issue.edits.trial);
  const trial = Object.entries(left.trial ?? {}).flatMap(([field, words]): UnsavedWord[] =>
    words === stored[field] ? [] : [[TRIAL_LABELS[field] ?? field, words]],
  );
  return [...own, ...trial, ['Why pick again', left.reason ?? '']];
}
