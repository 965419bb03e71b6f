import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Of readers who are real. */
const OWN = 'var/verdicts.db';
/** Of what is tried out: it never meets a real provider. */
const SAMPLE = 'var/sample.db';

/** The file that is meant where `DATABASE_URL` is not set. @param home where the publication keeps what is its own */
export function databaseFile(home: string, isOutbox: boolean): string {
  return join(home, isOutbox ? SAMPLE : OWN);
}

/** What was tried out beside a database of that place; null for a database elsewhere. */
export function databaseBeside(url: string): string | null {
  const file = url.startsWith('file:') ? url.slice('file:'.length) : '';
  return basename(file) === basename(OWN) ? join(dirname(file), basename(SAMPLE)) : null;
}

/**
 * Why a publication with a folder of its own may not begin an empty database by itself: the program's place holds one, and
 * its readers would seem to have vanished.
 * @returns null where nothing can be lost
 */
export function leftBehind(home: string, root: string): string | null {
  const [own, earlier] = [databaseFile(home, false), databaseFile(root, false)];
  if (own === earlier || existsSync(own) || !existsSync(earlier)) return null;
  return [
    `needed once: ${own} is not there yet, and ${earlier} is.`,
    `To keep its readers set DATABASE_URL=file:./${OWN}, or stop the program and move that file there;`,
    `if they are another newsletter's, set DATABASE_URL=file:${own}`,
  ].join(' ');
}
