import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real disk of a few megabytes. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves so many bytes free. */
  fillUp(leave?: number): void;
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
    fillUp: (leave = 0) => {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - leave)));
    },
    makeRoom: () => rmSync(filler, { force: true }),
    remove: () => {
      execFileSync('umount', ['-l', folder]);
      rmSync(above, { recursive: true, force: true });
    },
  };
}
