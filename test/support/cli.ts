import { type ChildProcess, spawn } from 'node:child_process';
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
  /** The same place under changed settings. */
  with(environment: Record<string, string>): TestCli;
}

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
  const start = (...args: string[]): RunningCli => {
    // Only what a shell would have: settings of the machine that runs the tests must not leak in.
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      NODE_ENV: 'production',
      // What one process compiled, the next need not: half of a short command's time.
      NODE_COMPILE_CACHE: join(tmpdir(), 'verdicts-test-compiled'),
      ...environment,
    };
    const child = spawn(process.execPath, ['src/main.ts', ...args], {
      cwd: PROJECT_ROOT,
      env,
    });
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
    run: (...args) => start(...args).done,
    with: change => inFolder(folder, { ...environment, ...change }),
  };
}
