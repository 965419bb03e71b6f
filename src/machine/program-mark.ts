import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const marks = new Map<string, string>();

/**
 * Fingerprint of the files a part of the program is made of and of the Node that runs it, as they were when this process
 * first asked: what it has loaded by then it does not load again.
 * @param root of the program
 * @param places files, and folders whole (`templates/`), from there; one that is missing is part of the fingerprint too
 * @returns sha256, hex: the same on every machine with the same files
 */
export function programMark(root: string, places: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const place of places) hash.update(`\n${place} ${markOf(root, place)}`);
  return hash.digest('hex');
}

function markOf(root: string, place: string): string {
  const asked = join(root, place);
  const known = marks.get(asked);
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for (const file of filesOf(root, place)) hash.update(`\n${file}\n`).update(contentOf(join(root, file)));
  const mark = hash.digest('hex');
  marks.set(asked, mark);
  return mark;
}

function filesOf(root: string, place: string): string[] {
  if (!place.endsWith('/')) return [place];
  return readdirSync(join(root, place), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

function contentOf(file: string): Buffer | string {
  try {
    return readFileSync(file);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return 'missing';
    throw fault;
  }
}
