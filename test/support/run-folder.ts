import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** Several times what a whole run has at once. */
const ROOM_BYTES = 4 * 2 ** 30;
const KEPT = 'kept';

/**
 * Makes the folder in which this process and those it starts from now on put what is temporary: in memory where the
 * machine has room for it, since thousands of databases and mails wait for the disk otherwise. A power cut is nothing a
 * test can try, and a killed process loses nothing there either.
 * @returns what removes it, unless something in it was kept
 */
export function openRunFolder(): { close(): void } {
  const folder = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), 'verdicts-run-'));
  // As /tmp is: Postgres runs under an account of its own, which makes and removes its folder.
  chmodSync(folder, 0o1777);
  process.env.TMPDIR = folder;
  return {
    close: () => {
      if (existsSync(join(folder, KEPT))) console.warn(`Kept for you to look at: ${folder}`);
      else rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Lets the folder of this run outlive it. */
export function keepRunFolder(): void {
  writeFileSync(join(tmpdir(), KEPT), '');
}

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ROOM_BYTES;
}
