import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { COMPILED } from './cli.ts';

/** The program has the machine's own clock: a week that is picked between two starts would be told by the second. */
function distantSlots(today: Date): Record<string, string> {
  const weekday = today.getUTCDay();
  return weekday >= 1 && weekday <= 3
    ? { PICK_CRON: '0 9 * * FRI', SEND_CRON: '0 9 * * SAT' }
    : { PICK_CRON: '0 9 * * MON', SEND_CRON: '0 9 * * TUE' };
}

/** `npm start` as a newcomer runs it, but for places of its own. @param settings over these */
export function npmStart(folder: string, port: number, settings: Readonly<Record<string, string>> = {}) {
  const child = spawn('npm', ['start'], {
    cwd: PROJECT_ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      ENV_FILE: 'off',
      DATABASE_URL: `file:${join(folder, 'verdicts.db')}`,
      OUTBOX_DIR: join(folder, 'outbox'),
      PORT: String(port),
      ...COMPILED,
      ...distantSlots(new Date()),
      ...settings,
    },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
    });
  }
  const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)));
  return {
    child,
    ended,
    printed: () => printed,
    up: () =>
      expect.poll(() => printed, { timeout: 120_000, interval: 100 }).toContain('Press Ctrl-C to stop.'),
  };
}
