import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import type { StandIn } from '../../scripts/stand-in/stand-in.ts';
import { approvedWeek, WEEK } from '../support/approved-cli.ts';
import { describeStores } from '../support/stores.ts';

const READERS = 1_050;
/** Each command is a process of its own, which takes seconds on a busy machine. */
const TIMEOUT_MS = 240_000;

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
    const { cli, standIn } = await approvedWeek({ databaseUrl: url, readers: READERS, rate: 20 });
    const killAfter = randomInt(1, 10);
    // However late the kill comes, it is in the middle: what is asked beyond is neither taken nor answered.
    standIn.fault({ do: 'hang', after: killAfter, times: READERS });
    const first = cli.start('send', '--week', WEEK, '--now');
    await expect
      .poll(() => standIn.ledger().requests, { timeout: 120_000, interval: 5 })
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
