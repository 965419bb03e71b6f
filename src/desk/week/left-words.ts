import type { UnsavedWord } from '../unsaved-words.tsx';
import type { DeskWeek } from './read-week.ts';
import type { Leftover } from './week-page.tsx';
import { storedValues } from './word-values.ts';

/** What a refused act leaves of somebody's own words, by the names of their fields. */
export function leftWords({ issue, content }: DeskWeek, left: Leftover): UnsavedWord[] {
  const stored = storedValues(issue);
  const names: readonly (readonly [field: string, label: string])[] = [
    ['subject', 'Subject'],
    ['preheader', 'Preheader'],
    ['intro', 'Intro'],
    ...content.pairings.flatMap(({ slug, a, b }) => [
      [`verdict.${slug}`, `Verdict line of ${a.name} vs ${b.name}`] as const,
      [`pull.${a.slug}`, `Pull quote on ${a.name}`] as const,
      [`pull.${b.slug}`, `Pull quote on ${b.name}`] as const,
    ]),
  ];
  return [
    ...names.flatMap(([field, label]) => {
      const words = left.values?.[field] ?? '';
      return words === stored[field] ? [] : [[label, words] as const];
    }),
    ['Why pick again', left.reason ?? ''],
  ];
}
