import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';

/** Where the packages of the systems we know put Postgres's programs. */
export const PROGRAM_FOLDERS = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/*/bin',
  '/usr/local/opt/*/bin',
  '/opt/homebrew/bin',
  '/usr/local/bin',
  '/usr/bin',
];

export type PostgresProgram = 'pg_dump' | 'pg_restore' | 'psql';

/** The newest one installed, because an older pg_dump refuses a newer server. @returns null when there is none */
export function findProgram(name: PostgresProgram, folders: readonly string[]): string | null {
  const found = folders.flatMap(pattern =>
    globSync(pattern).sort((one, other) => version(other) - version(one)),
  );
  return found.map(folder => join(folder, name)).find(existsSync) ?? null;
}

/**
 * Starts a program against the database of `url`. The password goes by the environment: a command line is seen by
 * everybody on the machine.
 */
export function startProgram(program: string, args: readonly string[], url: string): RunningProgram {
  const bare = new URL(url);
  const password = decodeURIComponent(bare.password);
  bare.password = '';
  const child = spawn(program, [...args, '--dbname', bare.href], {
    env: { PATH: '/usr/bin:/bin', ...(password !== '' && { PGPASSWORD: password }) },
  });
  return { child, done: untilDone(program, child) };
}

export interface RunningProgram {
  readonly child: ChildProcess;
  /** Rejects with what the program said when it fails. */
  readonly done: Promise<void>;
}

export function untilDone(program: string, child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said = (said + chunk).slice(-4_000);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => {
      if (code === 0) resolve();
      else reject(new Error(`${program} failed: ${said.trim()}`));
    });
  });
}

function version(folder: string): number {
  return Number(/(\d+)[^/]*\/bin$/.exec(folder)?.[1] ?? 0);
}
