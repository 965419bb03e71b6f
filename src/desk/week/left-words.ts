import type { Activity } from '../../storage/issue/activity.ts';
import type { UnsavedWord } from '../unsaved-words.tsx';
import type { DeskWeek } from './read-week.ts';
import { storedValues, type WordValues, wordLabels } from './word-values.ts';

/** What an act that was not done leaves on the page, so that nothing typed is lost. */
export interface Leftover {
  readonly problem: string;
  /** What others did in the meantime. */
  readonly since?: readonly Activity[];
  readonly values?: WordValues;
  readonly reason?: string;
  readonly bannedTool?: string;
}

/** What a refused act leaves of somebody's own words, by the names of their fields. */
export function leftWords({ issue, content }: DeskWeek, left: Leftover): UnsavedWord[] {
  const stored = storedValues(issue);
  const own = Object.entries(wordLabels(content)).flatMap(([field, label]): UnsavedWord[] => {
    const words = left.values?.[field] ?? '';
    return words === stored[field] ? [] : [[label, words]];
  });
  return [...own, ['Why pick again', left.reason ?? '']];
}
