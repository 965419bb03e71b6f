import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real disk of a few megabytes. */
export interface SmallDisk {
  readonly folder: string;
  fillUp(): void;
  makeRoom(): void;
  remove(): void;
}

/** @returns why there can be none here */
export function smallDisk(megabytes: number): SmallDisk | string {
  const above = mkdtempSync(join(tmpdir(), 'verdicts-small-'));
  const folder = join(above, 'disk');
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'tmpfs', folder], {
      stdio: 'pipe',
    });
  } catch (error) {
    rmSync(above, { recursive: true });
    return `a small disk needs the right to mount one: ${error instanceof Error ? error.message.trim() : String(error)}`;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fillUp: () => {
      const block = Buffer.alloc(4_096);
      try {
        for (;;) appendFileSync(filler, block);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    },
    makeRoom: () => rmSync(filler, { force: true }),
    remove: () => {
      execFileSync('umount', ['-l', folder]);
      rmSync(above, { recursive: true, force: true });
    },
  };
}
