import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type StandIn, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { openCli, type TestCli } from '../support/cli.ts';
import { describeStores } from '../support/stores.ts';

const WEEK = '2026-W48';
const READERS = 1_050;
/** Each command is a process of its own, which takes seconds on a busy machine. */
const TIMEOUT_MS = 240_000;

let standIn: StandIn | undefined;
afterEach(async () => {
  await standIn?.close();
  standIn = undefined;
});

/** An approved issue for 1,050 readers, to go out through the real Resend client to the stand-in. */
async function approved(databaseUrl: string, url: string): Promise<TestCli> {
  const cli = openCli({
    DATABASE_URL: databaseUrl,
    MAIL_PROVIDER: 'resend',
    RESEND_API_KEY: standIn!.apiKey,
    RESEND_BASE_URL: url,
    MAIL_RATE: '20',
    SEND_LEASE_S: '2',
    PUBLIC_URL: 'https://weekly.example.com',
    POSTAL_ADDRESS: 'Verdicts, 5 Real Street, Realtown',
  });
  const file = join(cli.folder, 'readers.csv');
  const rows = Array.from(
    { length: READERS },
    (_, index) => `reader${index + 1}@example.net,Reader ${index + 1}`,
  );
  writeFileSync(file, `email,name\n${rows.join('\n')}\n`);
  const imported = await cli.run(
    'subscribers',
    'import',
    file,
    '--confirmed',
    '--consent',
    'Agreed in a test',
  );
  expect(imported).toMatchObject({ code: 0 });
  expect(await cli.run('pick', '--week', WEEK)).toMatchObject({ code: 0 });
  const approval = await cli.run('approve', '--week', WEEK, '--by', 'editor@example.com');
  expect(approval, approval.stderr).toMatchObject({ code: 0 });
  return cli;
}

function expectOnceEach(server: StandIn): void {
  const counts = server.ledger().addresses;
  expect(Object.keys(counts).length).toBe(READERS);
  expect(Object.values(counts).filter(count => count !== 1)).toEqual([]);
}

describeStores('sending through Resend', open => {
  it('reaches each once when the sender is killed in the middle and started again, and sends nothing on a repeat', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { url } = await open({ migrated: false });
    standIn = await startStandIn({ requestsPerSecond: 100 });
    const cli = await approved(url, standIn.url);
    const killAfter = randomInt(1, 10);
    // However late the kill comes, it is in the middle: what is asked beyond is neither taken nor answered.
    standIn.fault({ do: 'hang', after: killAfter, times: READERS });
    const first = cli.start('send', '--week', WEEK, '--now');
    await expect
      .poll(() => standIn!.ledger().requests, { timeout: 120_000, interval: 5 })
      .toBeGreaterThanOrEqual(killAfter);
    first.child.kill('SIGKILL');
    expect((await first.done).signal).toBe('SIGKILL');
    standIn.clearFaults();
    const reached = Object.keys(standIn.ledger().addresses).length;
    expect(reached, `killed after ${killAfter} requests`).toBeLessThan(READERS);
    const second = await cli.run('send', '--week', WEEK);
    expect(second, `killed after ${killAfter} requests: ${second.stderr}`).toMatchObject({ code: 0 });
    expectOnceEach(standIn);
    const status = JSON.parse((await cli.run('status', '--week', WEEK, '--json')).stdout) as object;
    expect(status).toMatchObject({
      state: 'sent',
      audience: READERS,
      submitted: READERS,
      pending: 0,
      uncertain: 0,
    });
    const { requests } = standIn.ledger();
    expect(await cli.run('send', '--week', WEEK, '--now')).toMatchObject({ code: 0 });
    expect(standIn.ledger().requests).toBe(requests);
  });
});
