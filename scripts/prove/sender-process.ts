import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROJECT_ROOT } from '../../src/config.ts';
import { JSX_FLAG } from '../jsx-flag.ts';
import { SETTINGS, WEEK } from './approved-issue.ts';
import type { Break } from './broken-parts.ts';
import type { KillPlan } from './moment.ts';

const SENDER = fileURLToPath(new URL('./sender.ts', import.meta.url));

/** What all senders that are started now have in common. */
export interface SenderPlace {
  /** Beside those of every proof: the database, and where and how mails are handed over. */
  readonly settings: Readonly<Record<string, string>>;
  readonly batchSize: number;
  /** How long a sender waits for what it may wait for before it ends, ms. */
  readonly patienceMs: number;
  /** How far ahead of the machine's clock a sender's is, ms; of the first worker only. */
  readonly clockAheadMs: number;
  readonly broken: Break | null;
  /** The module of the kit whose mailer takes the place of the settings' one; '' or absent for none. */
  readonly kit?: string;
  /** How long Postgres may leave a statement without an answer, ms; as everywhere when absent. */
  readonly silentMs?: number;
}

export interface SenderProcess {
  /** Resolves when it waits to begin, or has ended before. */
  readonly ready: Promise<void>;
  readonly ended: Promise<SenderEnd>;
  isOver(): boolean;
  begin(): void;
  /** Its clock steps. */
  setClock(aheadMs: number): void;
  kill(): void;
}

export interface SenderEnd {
  readonly killed: boolean;
  readonly code: number | null;
  /** Its log and what else it printed for the proof. */
  readonly said: string;
}

export function startSender(place: SenderPlace, plan: KillPlan | undefined): SenderProcess {
  const child = spawn(process.execPath, [...JSX_FLAG, SENDER, ...words(place, plan)], {
    cwd: PROJECT_ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      NODE_ENV: 'production',
      // Hundreds of starts of the same program.
      NODE_COMPILE_CACHE: join(tmpdir(), 'verdicts-prove-compiled'),
      ...SETTINGS,
      ...place.settings,
    },
  });
  // Whoever has been killed cannot be told to begin.
  child.stdin.on('error', () => undefined);
  const ended = endOf(child);
  return {
    ready: Promise.race([once(child.stdout, 'data'), ended]).then(() => undefined),
    ended,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    begin: () => child.stdin.write('go\n'),
    setClock: aheadMs => child.stdin.write(`clock ${aheadMs}\n`),
    kill: () => child.kill('SIGKILL'),
  };
}

function words(place: SenderPlace, plan: KillPlan | undefined): string[] {
  const named = plan && plan.moment !== 'at random' ? plan : null;
  return [
    ['--week', WEEK],
    ['--batch', String(place.batchSize)],
    ['--patience', String(place.patienceMs)],
    ['--clock', String(place.clockAheadMs)],
    place.silentMs === undefined ? [] : ['--silent', String(place.silentMs)],
    place.broken ? ['--broken', place.broken] : [],
    place.kit ? ['--kit', place.kit] : [],
    named ? ['--moment', named.moment, '--nth', String(named.nth), '--delay', String(named.delayMs)] : [],
  ].flat();
}

async function endOf(child: ChildProcess): Promise<SenderEnd> {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { killed: signal === 'SIGKILL', code, said };
}
