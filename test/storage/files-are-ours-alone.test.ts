import { spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { outboxMailer } from '../../src/delivery/mailers/outbox.ts';
import { openStore } from '../../src/storage/database.ts';

const WEEK = '2026-W48';

/** Every file and folder below `folder` that somebody else may look into. */
function openToOthers(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return entries.filter(name => (statSync(join(folder, name)).mode & 0o077) !== 0).sort();
}

/** Commands of one installation whose files lie below `folder`, from a shell that keeps no rights back. */
function installation(folder: string) {
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    ENV_FILE: 'off',
    DATABASE_URL: `file:${join(folder, 'data/verdicts.db')}`,
    OUTBOX_DIR: join(folder, 'mails/outbox'),
    PORT: '0',
  };
  const start = (...args: string[]) => {
    const command = ['umask 0; exec "$0" src/main.ts "$@"', process.execPath, ...args];
    const child = spawn('sh', ['-c', ...command], { cwd: PROJECT_ROOT, env: environment });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        printed += chunk;
      });
    }
    const ended = new Promise<number | null>(resolve => child.once('close', resolve));
    return { child, ended, printed: () => printed };
  };
  const run = async (...args: string[]) => {
    const { ended, printed } = start(...args);
    expect(await ended, printed()).toBe(0);
  };
  return { start, run };
}

describe('what the program writes', { timeout: 240_000 }, () => {
  it('is for its own account alone, whatever the umask: start, preview, export and backup', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'verdicts-modes-'));
    const { start, run } = installation(folder);
    const started = start('start');
    await expect
      .poll(started.printed, { timeout: 120_000, interval: 100 })
      .toContain('Press Ctrl-C to stop.');
    const names = () => readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(names()).toEqual(expect.arrayContaining(['data/verdicts.db', 'data/verdicts.db-wal']));
    expect(names().filter(name => name.endsWith('.eml')).length).toBeGreaterThan(30);
    const week = /\d{4}-W\d{2}/.exec(started.printed())?.[0] ?? WEEK;
    await run('preview', '--week', week, '--out', join(folder, 'preview'));
    await run('subscribers', 'export', '--out', join(folder, 'readers.csv'));
    await run('backup', '--out', join(folder, 'backups/one.backup'));
    started.child.kill('SIGTERM');
    await started.ended;
    const wanted = ['backups/one.backup', 'preview/issue.html', 'preview/issue.eml', 'readers.csv'];
    expect(names()).toEqual(expect.arrayContaining(wanted));
    expect(openToOthers(folder)).toEqual([]);
  });
});

describe('what an earlier version left open to others', () => {
  it('is taken from them when a database is opened; a folder that was there before stays as it is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'verdicts-modes-'));
    const file = join(folder, 'verdicts.db');
    // Kept open, so that the journals are there; loosened by hand, as they were.
    const first = openStore(`file:${file}`);
    await first.db.schema.createTable('x').addColumn('y', 'text').execute();
    const all = ['', '-shm', '-wal'].map(end => file + end);
    for (const path of all) chmodSync(path, 0o644);
    chmodSync(folder, 0o755);
    const second = openStore(`file:${file}`);
    expect(all.map(path => statSync(path).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    await second.db.destroy();
    await first.db.destroy();
  });

  it('is taken from them when the outbox is used', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'verdicts-modes-'));
    mkdirSync(join(directory, 'issue'), { mode: 0o755 });
    const old = join(directory, 'issue/2026-w47-0000001.eml');
    writeFileSync(old, 'Subject: old', { mode: 0o644 });
    chmodSync(join(directory, 'issue'), 0o755);
    const message = {
      ...{
        kind: 'issue' as const,
        name: '2026-w48-0000001',
        from: 'v@example.com',
        replyTo: 'e@example.com',
      },
      ...{ to: 'ada@example.com', subject: 'New', html: '<p>New</p>', text: 'New', headers: {}, tags: {} },
    } as const;
    const mailer = outboxMailer({ directory, clock: () => 0, instance: 'one' });
    const signal = new AbortController().signal;
    expect((await mailer.submit([message], { key: 'k', signal })).kind).toBe('accepted');
    expect(openToOthers(directory)).toEqual([]);
    expect(readFileSync(old, 'utf8')).toBe('Subject: old');
  });
});
