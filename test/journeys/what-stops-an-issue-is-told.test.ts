import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { openStore } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { approveThere, WEEK } from '../support/approved-cli.ts';
import { openCli } from '../support/cli.ts';

/** Each command is a process of its own, which takes seconds on a busy machine. */
const TIMEOUT = { timeout: 120_000 };

describe('a place that cannot be written', TIMEOUT, () => {
  it('stops the send of an issue: nothing is half-written, and it goes on once mended', async () => {
    const cli = openCli();
    await approveThere(cli, 2);
    const file = join(cli.folder, 'a-file');
    writeFileSync(file, '');
    const result = await cli.with({ OUTBOX_DIR: join(file, 'outbox') }).run('send', '--week', WEEK, '--now');
    expect(result.code).toBe(1);
    expect(result.stderr).toContain('a-file');
    const stopped = JSON.parse((await cli.run('status', '--week', WEEK, '--json')).stdout) as object;
    expect(stopped).toMatchObject({ state: 'stopped', audience: 2, pending: 2, submitted: 0 });
    expect((await cli.run('resume', '--week', WEEK, '--by', 'editor@example.com')).code).toBe(0);
    expect((await cli.run('send', '--week', WEEK)).code).toBe(0);
    expect(readdirSync(join(cli.folder, 'outbox/issue')).length).toBe(2);
  });

  it('is told when it is the database, exit 3', async () => {
    const cli = openCli();
    const file = join(cli.folder, 'a-file');
    writeFileSync(file, '');
    const result = await cli.with({ DATABASE_URL: `file:${join(file, 'v.db')}` }).run('status');
    expect(result.code).toBe(3);
    expect(result.stderr).toContain('The database could not be opened');
  });
});

describe('a wrong API key', TIMEOUT, () => {
  it('stops the issue with the API’s reason; with the right key it goes on', async () => {
    const standIn = await startStandIn();
    onTestFinished(() => standIn.close());
    const cli = openCli({
      MAIL_PROVIDER: 'resend',
      RESEND_API_KEY: 're_wrong',
      RESEND_BASE_URL: standIn.url,
      PUBLIC_URL: 'https://weekly.example.com',
      POSTAL_ADDRESS: 'Verdicts, 5 Real Street',
    });
    await approveThere(cli, 2);
    const result = await cli.run('send', '--week', WEEK, '--now');
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/API key/i);
    expect(result.stderr).not.toContain('re_wrong');
    expect(standIn.ledger().accepted).toBe(0);
    const mended = cli.with({ RESEND_API_KEY: standIn.apiKey });
    await mended.run('resume', '--week', WEEK, '--by', 'editor@example.com');
    const again = await mended.run('send', '--week', WEEK);
    expect(again.code, again.stderr).toBe(0);
    expect(standIn.ledger().addresses).toEqual({ 'reader1@example.com': 1, 'reader2@example.com': 1 });
  });
});

describe('a database from a newer version', TIMEOUT, () => {
  it('is refused and left as it is, exit 3', async () => {
    const cli = openCli();
    const store = openStore(cli.environment.DATABASE_URL ?? '');
    await migrate(store);
    await sql`insert into migrations (name, applied_at) values ('999-tomorrow', '2027-01-01')`.execute(
      store.db,
    );
    await store.db.destroy();
    const before = readFileSync(join(cli.folder, 'verdicts.db'));
    const result = await cli.run('pick', '--week', WEEK);
    expect(result.code).toBe(3);
    expect(result.stderr).toContain('newer version');
    expect(result.stderr).toContain('999-tomorrow');
    expect(readFileSync(join(cli.folder, 'verdicts.db'))).toEqual(before);
  });
});

describe('releasing an issue', TIMEOUT, () => {
  it('is for editors, in order and in time; every no is exit 1 with the next step', async () => {
    const cli = openCli();
    mkdirSync(join(cli.folder, 'out'));
    expect(await cli.run('preview', '--week', WEEK, '--out', join(cli.folder, 'out'))).toMatchObject({
      code: 1,
    });
    expect(readdirSync(join(cli.folder, 'out'))).toEqual([]);
    expect(await cli.run('send', '--week', WEEK)).toMatchObject({ code: 1 });
    await cli.run('pick', '--week', WEEK);
    const stranger = await cli.run('approve', '--week', WEEK, '--by', 'stranger@example.com');
    expect(stranger).toMatchObject({ code: 1 });
    expect(stranger.stderr).toContain('EDITORS');
    expect(await cli.run('send', '--week', WEEK, '--now')).toMatchObject({ code: 1 });
    expect(JSON.parse((await cli.run('status', '--week', WEEK, '--json')).stdout)).toMatchObject({
      state: 'held',
    });
    // The commands have the machine's own clock: "early" is counted from today.
    const ahead = `${new Date().getUTCFullYear() + 2}-W01`;
    expect(await cli.run('pick', '--week', ahead)).toMatchObject({ code: 0 });
    expect((await cli.run('approve', '--week', ahead, '--by', 'Editor@Example.com')).code).toBe(0);
    const early = await cli.run('send', '--week', ahead);
    expect(early.code).toBe(1);
    const [slot = ''] = /\d{4}-01-0[1-7]T09:00:00\.000Z/.exec(early.stderr) ?? [];
    expect([slot.slice(0, 4), new Date(slot).getUTCDay()]).toEqual([ahead.slice(0, 4), 4]);
  });
});
