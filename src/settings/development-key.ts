import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, PRIVATE_FILE } from '../machine/private-place.ts';

/** In development a key is made once and kept beside the database, so that links keep working over restarts. */
export function developmentKey(root: string): string {
  const file = join(root, 'var/secret-key');
  makePrivateFolder(join(root, 'var'));
  try {
    // `wx` lets exactly one of two processes that start at once write it.
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: PRIVATE_FILE });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
