import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/config.ts';

/** What one command left behind. */
export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  readonly child: ChildProcess;
  readonly done: Promise<CliResult>;
  /** Everything printed so far, both streams. */
  printed(): string;
}

/** The real command line in a process of its own, with a database and an outbox of its own. */
export interface TestCli {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  run(...args: string[]): Promise<CliResult>;
  start(...args: string[]): RunningCli;
  /** A command whose output goes elsewhere. */
  spawn(stdio: NonNullable<SpawnOptions['stdio']>, ...args: string[]): ChildProcess;
  /** The same place under changed settings. */
  with(environment: Record<string, string>): TestCli;
}

/** What one process compiled, the next need not: half of a short command's time. */
export const COMPILED = { NODE_COMPILE_CACHE: join(tmpdir(), 'verdicts-test-compiled') } as const;

export function openCli(environment: Record<string, string> = {}): TestCli {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-cli-'));
  return inFolder(folder, {
    ENV_FILE: 'off',
    DATABASE_URL: `file:${join(folder, 'verdicts.db')}`,
    OUTBOX_DIR: join(folder, 'outbox'),
    SECRET_KEYS: 'test-key-'.repeat(4),
    EDITORS: 'editor@example.com',
    LOG_LEVEL: 'warn',
    ...environment,
  });
}

function inFolder(folder: string, environment: Record<string, string>): TestCli {
  // Only what a shell would have: settings of the machine that runs the tests must not leak in.
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    NODE_ENV: 'production',
    ...COMPILED,
    ...environment,
  };
  const options = { cwd: PROJECT_ROOT, env };
  const start = (...args: string[]): RunningCli => {
    const child = spawn(process.execPath, ['src/main.ts', ...args], options);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    const done = new Promise<CliResult>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    });
    return { child, done, printed: () => stdout + stderr };
  };
  return {
    folder,
    environment,
    start,
    spawn: (stdio, ...args) => spawn(process.execPath, ['src/main.ts', ...args], { ...options, stdio }),
    run: (...args) => start(...args).done,
    with: change => inFolder(folder, { ...environment, ...change }),
  };
}
