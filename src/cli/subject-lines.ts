import type { SubjectShape } from '../issue/subject-shapes.ts';

/** How many of the most frequent are named. */
const NAMED = 3;

/** How varied a run of subjects is, for a terminal: no shape should make more than a third of them. */
export function subjectLines(shapes: readonly SubjectShape[]): string[] {
  const issues = shapes.reduce((sum, shape) => sum + shape.issues, 0);
  const most = shapes[0]?.issues ?? 0;
  const mark = most * 3 <= issues ? 'ok' : 'MISSED';
  return [
    `Subjects: ${shapes.length} shapes in ${issues} issues; the most frequent in ${most}, target at most a third  ${mark}`,
    ...shapes
      .slice(0, NAMED)
      .map(({ pattern, issues: count }) => `  ${String(count).padStart(3)}  ${pattern}`),
  ];
}
