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
  return found.map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    lines: value,
  }));
}
