import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const CLOCK = pathToFileURL(join(import.meta.dirname, 'shifted-clock.mjs')).href;

/** The command line of an earlier build, at whatever time it is told. */
export interface EarlierBuild {
  /** @param at what its clock says at the start @throws unless it ends with 0 */
  run(at: string, ...args: string[]): Promise<void>;
  start(at: string, ...args: string[]): ChildProcess;
  /** The same place under changed settings. */
  with(settings: Readonly<Record<string, string>>): EarlierBuild;
}

/** @param folder a clone of this repository at that build */
export function earlierBuild(folder: string, settings: Readonly<Record<string, string>>): EarlierBuild {
  const start = (at: string, ...args: string[]) =>
    spawn(process.execPath, ['--import', CLOCK, 'src/main.ts', ...args], {
      cwd: resolve(folder),
      env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', CLOCK_STARTS_AT: at, ...settings },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  return {
    start,
    run: async (at, ...args) => {
      const [code] = await once(start(at, ...args), 'exit');
      if (code !== 0) throw new Error(`verdicts ${args.join(' ')} ended with ${code}.`);
    },
    with: change => earlierBuild(folder, { ...settings, ...change }),
  };
}
