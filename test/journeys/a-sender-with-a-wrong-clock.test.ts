import { afterEach, expect, it } from 'vitest';
import { prepareIssue, SETTINGS, WEEK } from '../../scripts/prove/approved-issue.ts';
import { type StandIn, startStandIn } from '../../scripts/stand-in/stand-in.ts';
import { openCli } from '../support/cli.ts';
import { describeStores } from '../support/stores.ts';

const READERS = 300;
const HOUR = 3_600_000;
/** A process of its own whose clock is ahead, as far as any program in it can tell. */
const AHEAD = `--import=data:text/javascript,const%20real=Date.now;Date.now=()=>real()+${25 * HOUR}`;

let standIn: StandIn;
afterEach(() => standIn.close());

describeStores('a sender whose clock is 25 hours ahead', (open, dialect) => {
  it('doubles nobody, and the next one with a right clock says what it makes of it', {
    timeout: 120_000,
  }, async () => {
    const store = await open();
    standIn = await startStandIn({ requestsPerSecond: null });
    await prepareIssue(store.url, READERS);
    const cli = openCli({
      ...SETTINGS,
      MAIL_PROVIDER: 'resend',
      DATABASE_URL: store.url,
      RESEND_BASE_URL: standIn.url,
      RESEND_API_KEY: standIn.apiKey,
      SEND_LEASE_S: '2',
      LOG_LEVEL: 'warn',
    });
    standIn.fault({ do: 'hang', accept: true, times: 100 });
    const wrong = cli.with({ NODE_OPTIONS: AHEAD }).start('send', '--week', WEEK, '--now');
    await expect.poll(() => standIn.ledger().accepted, { timeout: 60_000 }).toBeGreaterThan(0);
    wrong.child.kill('SIGKILL');
    await wrong.done;
    const [batch] = await store.db
      .selectFrom('batches')
      .select(['lease_until'])
      .where('state', '=', 'submitting')
      .execute();
    const isAhead = Number(batch?.lease_until) > Date.now() + HOUR;
    expect(isAhead).toBe(dialect === 'sqlite');

    standIn.clearFaults();
    const right = await cli.run('send', '--week', WEEK, '--now');
    const { stdout: status } = await cli.run('status', '--week', WEEK);
    const { duplicates } = standIn.ledger();
    expect(duplicates).toEqual([]);
    if (dialect === 'postgres') {
      expect(right.code).toBe(0);
      expect(status).toMatch(/submitted\s+300/);
      return;
    }
    expect(right.stderr + right.stdout).toContain('later than now');
    expect(status).toMatch(/Uncertain: \d+ readers? of batch .*A clock was wrong/);
  });
});
