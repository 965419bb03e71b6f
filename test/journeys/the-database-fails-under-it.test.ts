import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { approvedWeek, reached, WEEK } from '../support/approved-cli.ts';
import type { RunningCli } from '../support/cli.ts';
import { smallDisk } from '../support/small-disk.ts';
import { describeStores } from '../support/stores.ts';
import { tcpProxy } from '../support/tcp-proxy.ts';

/** Each command is a process of its own, which takes seconds on a busy machine. */
const TIMEOUT_MS = 240_000;

/** For what a test that fails leaves behind. */
function endLater(running: RunningCli): RunningCli {
  onTestFinished(() => void running.child.kill('SIGKILL'));
  return running;
}

const under = (how: (file: string) => void) => ({ timeout: TIMEOUT_MS, how });

describe('the SQLite file', () => {
  it.each([
    ['deleted', under(file => rmSync(file))],
    ['replaced by an older copy', under(file => renameSync(`${file}.older`, file))],
  ])(
    '%s under a sender ends it loudly before the next batch',
    { timeout: TIMEOUT_MS },
    async (_, { how }) => {
      const { cli, standIn } = await approvedWeek({ readers: 3_000, rate: 5 });
      const file = join(cli.folder, 'verdicts.db');
      copyFileSync(file, `${file}.older`);
      const sending = endLater(cli.start('send', '--week', WEEK, '--now'));
      await expect.poll(() => standIn.ledger().requests, { timeout: 60_000 }).toBeGreaterThan(1);

      how(file);
      const before = standIn.ledger().requests;
      const { code, stderr } = await sending.done;

      expect(code).toBe(3);
      expect(stderr).toMatch(
        /The database file .* was (deleted or moved|replaced by another) while this program/,
      );
      expect(stderr).not.toMatch(/\n {4}at /);
      // What was claimed already may be on its way, one batch a lane.
      expect(standIn.ledger().requests - before).toBeLessThanOrEqual(4);
    },
  );

  it('deleted under a server ends that too', { timeout: TIMEOUT_MS }, async () => {
    const { cli } = await approvedWeek({ readers: 1 });
    const serving = endLater(cli.start('serve'));
    await expect.poll(() => serving.printed(), { timeout: 60_000 }).toContain('is up');
    rmSync(join(cli.folder, 'verdicts.db'));
    expect(await serving.done).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('was deleted or moved while this program had it open'),
    });
  });

  it('on a disk that fills up stops the send with the reason, and nobody is lost or doubled', {
    timeout: TIMEOUT_MS,
  }, async ({ skip }) => {
    const disk = smallDisk(24);
    if (typeof disk === 'string') return skip(disk);
    onTestFinished(() => disk.remove());
    const databaseUrl = `file:${join(disk.folder, 'verdicts.db')}`;
    const { cli, standIn } = await approvedWeek({ databaseUrl, readers: 3_000, rate: 20 });
    const sending = endLater(cli.start('send', '--week', WEEK, '--now'));
    await expect.poll(() => standIn.ledger().requests, { timeout: 60_000 }).toBeGreaterThan(1);
    disk.fillUp();

    const { code, stderr } = await sending.done;
    expect(code, stderr).toBe(3);
    expect(stderr).toMatch(/The disk of the database is full/);
    expect(stderr).not.toMatch(/no transaction is active/);

    disk.makeRoom();
    const again = await cli.run('send', '--week', WEEK);
    expect(again, again.stderr).toMatchObject({ code: 0 });
    expect(reached(standIn)).toEqual({ readers: 3_000, doubled: 0 });
  });
});

describeStores('Postgres', (open, dialect) => {
  it.runIf(dialect === 'postgres')(
    'gone silent keeps neither send nor worker nor serve from ending',
    { timeout: TIMEOUT_MS },
    async () => {
      const commands = ['send', 'worker', 'serve'] as const;
      const urls: string[] = [];
      for (const _ of commands) urls.push((await open({ migrated: false })).url);
      // Side by side: each of them mostly waits.
      const ends = await Promise.all(
        commands.map((command, index) => endedInSilence(command, urls[index] ?? '')),
      );
      expect(Object.fromEntries(ends)).toEqual({
        send: { code: 1, signal: null },
        worker: { code: 0, signal: null },
        serve: { code: 0, signal: null },
      });
    },
  );
});

/** Has the database go silent under a command that sends. @returns how it ended; the next sender has ended its work */
async function endedInSilence(command: 'send' | 'worker' | 'serve', url: string) {
  const proxy = await tcpProxy(url);
  const readers = 1_500;
  const isBegun = command !== 'send';
  const { cli, standIn } = await approvedWeek({ databaseUrl: proxy.url, readers, rate: 5, isBegun });
  const args = isBegun ? [command] : [command, '--week', WEEK, '--now'];
  const running = endLater(cli.start(...args));
  await expect.poll(() => standIn.ledger().requests, { timeout: 60_000 }).toBeGreaterThan(0);

  proxy.forget();
  proxy.accepts.yes = false;
  running.child.kill('SIGTERM');
  const { code, signal } = await running.done;

  proxy.accepts.yes = true;
  const again = await cli.run('send', '--week', WEEK);
  expect(again, `after ${command}: ${again.stderr}`).toMatchObject({ code: 0 });
  expect(reached(standIn), `after ${command}`).toEqual({ readers, doubled: 0 });
  return [command, { code, signal }] as const;
}
