import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StandIn } from '../../scripts/stand-in/stand-in.ts';
import { approvedWeek, reached, WEEK } from '../support/approved-cli.ts';
import type { TestCli } from '../support/cli.ts';

const TIMEOUT_MS = 240_000;
const READERS = 500;

type Stderr = 'a full disk' | 'a closed pipe';

/** The command line with output that nobody takes. */
function startMute(cli: TestCli, to: Stderr, args: readonly string[]): ChildProcess {
  const full = to === 'a full disk' ? openSync('/dev/full', 'w') : 'pipe';
  const child = cli.with({ LOG_LEVEL: 'debug' }).spawn(['ignore', full, full], ...args);
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (full !== 'pipe') closeSync(full);
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Something to log in the middle of it. */
function haveItWait(standIn: StandIn): void {
  standIn.fault({
    do: 'answer',
    status: 429,
    body: { statusCode: 429, name: 'rate_limit_exceeded', message: 'Too many requests.' },
    headers: { 'retry-after': '1' },
    after: 1,
  });
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: string | null }> {
  return new Promise(resolve => child.once('exit', (code, signal) => resolve({ code, signal })));
}

describe.each<Stderr>(['a full disk', 'a closed pipe'])('with a log on %s', to => {
  it('send sends', { timeout: TIMEOUT_MS }, async () => {
    const { cli, standIn } = await approvedWeek({ readers: READERS });
    haveItWait(standIn);
    expect(await ended(startMute(cli, to, ['send', '--week', WEEK, '--now']))).toEqual({
      code: 0,
      signal: null,
    });
    expect(reached(standIn)).toEqual({ readers: READERS, doubled: 0 });
  });

  it('serve sends, and ends when it is asked to', { timeout: TIMEOUT_MS }, async () => {
    const { cli, standIn } = await approvedWeek({ readers: READERS, rate: 5, isBegun: true });
    haveItWait(standIn);
    const serving = startMute(cli, to, ['serve']);
    await expect.poll(() => reached(standIn), { timeout: 60_000 }).toEqual({ readers: READERS, doubled: 0 });
    serving.kill('SIGTERM');
    expect(await ended(serving)).toEqual({ code: 0, signal: null });
  });
});
