import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { PROJECT_ROOT } from '../../src/config.ts';
import { openStore } from '../../src/storage/database.ts';
import { believable } from './believable.ts';
import { WEEK } from './bench-reader.ts';
import { addReaders } from './send-engine.ts';
import type { Sink } from './sink.ts';

const EDITOR = 'bench@verdicts.example';
/** Short, so that a send of a hundred batches is still under way when it is killed. */
const LOOK_MS = 10;

/** The environment of the real command line for one database. */
export type BenchCli = Readonly<Record<string, string>>;

export interface CliMeasure {
  /** From the start of the process to the first request at the sink, ms. */
  readonly firstPostMs: number;
  readonly peakRssMb: number;
  readonly emails: number;
  /** Emails a second, from the first request to the last. */
  readonly rate: number;
  /** Whether it ended by itself with exit code 0. */
  readonly finished: boolean;
}

/**
 * Picks and approves an issue of the sample catalogue for so many readers, through the real commands.
 * @param more settings that stand in the place of the bench's own
 * @returns what `send` is then run with
 */
export async function prepareIssue(
  url: string,
  sinkUrl: string,
  readers: number,
  more: BenchCli = {},
): Promise<BenchCli> {
  const cli: BenchCli = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production',
    ENV_FILE: 'off',
    DATABASE_URL: url,
    MAIL_PROVIDER: 'resend',
    RESEND_API_KEY: 're_bench',
    RESEND_BASE_URL: sinkUrl,
    MAIL_RATE: '1000',
    PUBLIC_URL: 'https://verdicts.example',
    POSTAL_ADDRESS: 'Bench Press, 1 Loopback Lane, Sinkville',
    SECRET_KEYS: 'bench-key-'.repeat(4),
    EDITORS: EDITOR,
    LOG_LEVEL: 'error',
    ...more,
  };
  await mustRun(cli, 'pick', '--week', WEEK);
  const store = openStore(url);
  await addReaders(store, readers);
  await store.db.destroy();
  await mustRun(cli, 'approve', '--week', WEEK, '--by', EDITOR);
  return cli;
}

/** Runs `send --now` until it ends, or kills it (SIGKILL) once the sink has had so many requests or the time is up. */
export async function sendUntil(
  cli: BenchCli,
  sink: Sink,
  stop: { readonly requests: number | null; readonly maxMs: number; readonly resumes: boolean },
): Promise<CliMeasure> {
  await sink.reset();
  const startedAt = Date.now();
  const child = start(cli, ['send', '--week', WEEK, '--now']);
  let code: number | null = null;
  let ended = false;
  const done = new Promise<void>(resolve =>
    child.once('close', exit => {
      code = exit;
      ended = true;
      resolve();
    }),
  );
  let peakRssMb = 0;
  while (!ended) {
    peakRssMb = Math.max(peakRssMb, await peakMemoryMb(child.pid ?? 0));
    const { requests } = await sink.count();
    const over = Date.now() - startedAt > stop.maxMs;
    if (over || (stop.requests !== null && requests >= stop.requests)) child.kill('SIGKILL');
    await Promise.race([done, setTimeout(LOOK_MS)]);
  }
  const tookMs = Date.now() - startedAt;
  const seen = await sink.count();
  if (seen.firstAt === 0 && stop.requests === null && code !== 0) throw new Error(`send ended with ${code}.`);
  const emails = 100 * seen.requests;
  const [firstPostMs, lastPostMs] = [seen.firstAt - startedAt, seen.lastAt - startedAt];
  const finished = code === 0;
  believable(
    { firstPostMs, lastPostMs, tookMs, emails, peakRssMb },
    { finished, mustBeKilled: stop.requests !== null, resumes: stop.resumes },
  );
  const rate = (1_000 * emails) / Math.max(1, lastPostMs - firstPostMs);
  return { firstPostMs, peakRssMb, emails, rate, finished };
}

async function mustRun(cli: BenchCli, ...args: string[]): Promise<void> {
  const child = start(cli, args);
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise(resolve => child.once('close', resolve));
  if (code !== 0) throw new Error(`verdicts ${args.join(' ')} ended with ${code}.\n${said}`);
}

/** As people start it: with what Node has compiled before, in the one process. */
function start(cli: BenchCli, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['scripts/run.mjs', 'verdicts', ...args], {
    cwd: PROJECT_ROOT,
    env: cli,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The kernel's own high-water mark; 0 once the process is gone. */
async function peakMemoryMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
}
