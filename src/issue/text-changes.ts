import { diffArrays } from 'diff';

/** Lines that stand together and are the same in both texts, or in one of them only. */
export interface TextRun {
  readonly kind: 'same' | 'removed' | 'added';
  readonly lines: readonly string[];
}

/** Two texts with more differences than this have nothing to do with each other, and finding out would take long. */
const MOST_CHANGES = 800;

/** What was taken out of a text and what was put in, line by line, in reading order. */
export function textChanges(was: string, is: string): TextRun[] {
  const before = was.split('\n');
  const after = is.split('\n');
  const found = diffArrays(before, after, { maxEditLength: MOST_CHANGES });
  if (!found) {
    return [
      { kind: 'removed', lines: before },
      { kind: 'added', lines: after },
    ];
  }
  return joined(
    found.map(({ value, added, removed }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      lines: value,
    })),
  );
}

/** Lines that say nothing: that they stand in both texts keeps no two changes apart. */
const EMPTY = /^[\s=-]*$/;

/** Changes with nothing but empty lines between them become one: a paragraph goes and a paragraph comes, not half lines of both. */
function joined(runs: readonly TextRun[]): TextRun[] {
  const whole: TextRun[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = () => {
    if (removed.length > 0) whole.push({ kind: 'removed', lines: removed });
    if (added.length > 0) whole.push({ kind: 'added', lines: added });
    removed = [];
    added = [];
  };
  for (const [index, run] of runs.entries()) {
    if (run.kind === 'same') {
      const isBetween = index > 0 && index < runs.length - 1;
      if (!isBetween || run.lines.some(line => !EMPTY.test(line))) {
        flush();
        whole.push(run);
        continue;
      }
    }
    if (run.kind !== 'added') removed = [...removed, ...run.lines];
    if (run.kind !== 'removed') added = [...added, ...run.lines];
  }
  flush();
  return whole;
}
