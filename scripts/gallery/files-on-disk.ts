import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that decides how a mail looks. */
const FOLDERS = ['templates', 'src/render', 'src/issue', 'test/support'];

/** Editors leave and remove files of their own beside the one they save. */
const DECIDES = /\.(tsx?|mjml)$/;

/** How the files are now, as one text: another one as soon as a file was written, added or removed. */
export function filesOnDisk(root: string): string {
  return FOLDERS.flatMap(folder =>
    namesIn(join(root, folder))
      .filter(name => DECIDES.test(name))
      .map(name => `${folder}/${name} ${marksOf(join(root, folder, name))}`),
  ).join('\n');
}

/** A folder may go while it is read: a branch is checked out. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** As may a file: an editor that saves puts another in its place. */
function marksOf(file: string): string {
  const marks = statSync(file, { bigint: true, throwIfNoEntry: false });
  return marks ? `${marks.ino} ${marks.size} ${marks.mtimeNs} ${marks.ctimeNs}` : 'gone';
}
