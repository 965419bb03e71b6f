import { programIn } from './actor.ts';
import type { Change } from './change.ts';

/** What one change of an issue changed for readers. */
export interface ChangeStep {
  /** As the log names them. */
  readonly who: string;
  readonly changes: readonly Change[];
}

/** A part of an issue that programs changed last: as it was before the first of them, and as it is. */
export interface ProgramChange extends Change {
  /** As the log names them, in the order in which they came. */
  readonly by: readonly string[];
}

/**
 * What programs changed and no person has touched since, part by part in the order of the first change. Where a person put
 * other words in place of a program's, the words are that person's; where a program took its own change back, there is none.
 * @param steps oldest first
 */
export function byPrograms(steps: readonly ChangeStep[]): ProgramChange[] {
  const parts = new Map<string, ProgramChange>();
  for (const { who, changes } of steps) {
    const isProgram = programIn(who) !== null;
    for (const change of changes) {
      const before = parts.get(change.what);
      if (!isProgram) parts.delete(change.what);
      else if (!before) parts.set(change.what, { ...change, by: [who] });
      else parts.set(change.what, { ...joined(before, change), by: [...new Set([...before.by, who])] });
    }
  }
  return [...parts.values()].filter(({ was, is }) => was !== is);
}

function joined({ what, was, kind }: Change, { is, kind: then }: Change): Change {
  if (kind === 'moved' && then === 'moved') return { what, kind, was, is };
  if (was === '') return { what, kind: 'added', was, is };
  return { what, kind: is === '' ? 'removed' : 'changed', was, is };
}
