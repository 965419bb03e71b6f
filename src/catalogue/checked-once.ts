import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { keepForLater, keptResult } from '../machine/kept-result.ts';
import { programMark } from '../machine/program-mark.ts';
import type { LoadResult } from './catalogue-draft.ts';

const ROOT = join(import.meta.dirname, '../..');

/** All that a check follows from beside the bytes. A test compares it with what the check imports. */
export const CHECKING = [
  'package-lock.json',
  'node_modules/.package-lock.json',
  'src/catalogue/',
  'src/exit.ts',
  'src/machine/',
  'src/words/nearest-key.ts',
] as const;

/** Of a file: reading back what a larger one gave takes about as long as checking it, and much room. */
const MOST_BYTES = 4_000_000;

/**
 * What a good file gave when a process before this one checked the same bytes by the same program, else what it gives. A
 * send reads a catalogue that the approval has checked: a tenth of the time to its first mail (docs/decisions/212).
 * @param path names it in warnings @param check of those bytes
 */
export function checkedOnce(path: string, bytes: Uint8Array, check: () => LoadResult): LoadResult {
  if (bytes.length > MOST_BYTES) return check();
  const key = createHash('sha256')
    .update(`${programMark(ROOT, CHECKING)} ${path}\n`)
    .update(bytes)
    .digest('hex');
  const before = keptResult<LoadResult>(path, key);
  if (before) return before;
  const result = check();
  if (result.kind === 'loaded') keepForLater(path, key, result);
  return result;
}
