import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Files and folders that hold readers' addresses or links: for the account the program runs as and for nobody else. */
export const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** Makes a folder and whatever is missing above it, for us alone; one that is there stays as it is. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
}

/** Makes the file if it is missing, and takes from others what rights they have in one that is there. */
export function makePrivateFile(file: string): void {
  if (existsSync(file)) keepPrivate(file);
  else closeSync(openSync(file, 'a', PRIVATE_FILE));
}

/** Takes from others what rights they have in a file or folder of ours, if it is there and may be changed. */
export function keepPrivate(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat || (stat.mode & 0o077) === 0) return;
  try {
    chmodSync(path, stat.isDirectory() ? PRIVATE_FOLDER : PRIVATE_FILE);
  } catch (error) {
    // Another account's, or a disk that knows no rights: whoever set it up so has to decide. Or gone meanwhile.
    if (!CANNOT.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/**
 * A folder of ours alone, with files that earlier versions may have left open to others: those first, the folder last, so
 * that a kill in between is made up for.
 */
export function makePrivateShelf(folder: string): void {
  makePrivateFolder(folder);
  if ((statSync(folder).mode & 0o077) === 0) return;
  for (const name of readdirSync(folder)) keepPrivate(join(folder, name));
  keepPrivate(folder);
}

/** Writes a file anew for us alone; it is whole whenever it has its name. */
export function writePrivateFile(file: string, body: string | Uint8Array): void {
  const aside = `${file}.new`;
  rmSync(aside, { force: true });
  writeFileSync(aside, body, { flag: 'wx', mode: PRIVATE_FILE });
  renameSync(aside, file);
}

const CANNOT = new Set(['EPERM', 'EROFS', 'ENOTSUP', 'ENOENT']);
