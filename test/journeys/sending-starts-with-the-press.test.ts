import { expect, it, onTestFinished } from 'vitest';
import type { StandIn } from '../../scripts/stand-in/stand-in.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { fieldsOf } from '../desk/page-fields.ts';
import { approvedWeek, reached, WEEK } from '../support/approved-cli.ts';
import type { TestCli } from '../support/cli.ts';
import { describeStores } from '../support/stores.ts';

// Two processes have at most eight batches under way at each of two stops; some are left for the third press.
const READERS = 2_400;
/** An answer that is held back is waited for, and not asked for again meanwhile. */
const PATIENT = { SEND_LEASE_S: '120' };
const SOON = { timeout: 120_000, interval: 20 };
const BASE = `/desk/issues/${WEEK}`;

/** `serve` in a process of its own. @returns where it listens */
async function serving(cli: TestCli): Promise<string> {
  const serve = cli.start('serve');
  onTestFinished(async () => {
    serve.child.kill('SIGKILL');
    await serve.done;
  });
  await expect.poll(serve.printed, SOON).toContain('is up: ');
  return /is up: (http:\S+)/.exec(serve.printed())?.[1] ?? '';
}

/** A browser that asked for a link, found it among what the mail API took, and is at the desk. */
async function signedIn(site: string, standIn: StandIn) {
  const jar = new Map<string, string>();
  const ask = async (path: string, fields?: [string, string][]) => {
    const answer = await fetch(site + path, {
      redirect: 'manual',
      headers: {
        'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Desk/1.0',
        'Sec-Fetch-Site': 'same-origin',
        Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return answer;
  };
  await ask('/desk/sign-in', [['email', 'editor@example.com']]);
  const link = () =>
    standIn.requests().flatMap(({ body }) => /\/desk\/sign-in\/[\w.~-]+/.exec(body) ?? [])[0] ?? '';
  await expect.poll(link, SOON).not.toBe('');
  expect((await ask(link(), [])).status).toBe(303);
  return ask;
}

const issueRequests = (standIn: StandIn) =>
  standIn.requests().filter(({ body }) => body.includes('"issue"')).length;

describeStores('“Send it now”, in real processes', (open, dialect) => {
  it('is followed by the first request, and so is “Go on”, whichever process it was pressed in', async () => {
    const store = await open();
    const { cli: quick, standIn } = await approvedWeek({
      databaseUrl: store.url,
      readers: READERS,
      rate: 100,
    });
    const cli = quick.with(PATIENT);
    const site = await serving(cli);
    // On Postgres the desk may stand on one machine, and another sends as well.
    if (dialect === 'postgres') await serving(cli);
    const ask = await signedIn(site, standIn);
    // No answer before the test lets it go: however slow the machine, the sending is still under way at each “stop”.
    standIn.fault({ do: 'hold', times: 100_000 });
    const state = async () => (await issueStore(store).find(WEEK))?.state;
    const firstRequest = async (what: string, press: () => Promise<unknown>) => {
      const before = issueRequests(standIn);
      const since = performance.now();
      await press();
      const pressed = performance.now();
      await expect.poll(() => issueRequests(standIn), SOON).toBeGreaterThan(before);
      console.log(
        `${dialect}: first request ${Math.round(performance.now() - since)} ms after “${what}” was sent, ` +
          `${Math.round(performance.now() - pressed)} ms after its answer`,
      );
    };

    const page = await (await ask(`${BASE}/check/send-now`)).text();
    const { fields } = fieldsOf(page, 'send-now');
    await firstRequest('Send it now', async () =>
      expect((await ask(`${BASE}/check/send-now`, fields)).status).toBe(303),
    );

    const stop = async () => {
      await ask(`${BASE}/progress/stop`, []);
      expect(await state()).toBe('stopped');
      await expect.poll(answered(standIn, openBatches(store)), SOON).toBe(0);
      expect(await state()).toBe('stopped');
    };

    await stop();
    const revision = String((await issueStore(store).find(WEEK))?.revision);
    await firstRequest('Go on', async () =>
      expect((await ask(`${BASE}/progress/resume`, [['revision', revision]])).status).toBe(303),
    );

    await stop();
    await firstRequest('resume on the command line', async () => {
      const resumed = await cli.run('resume', '--week', WEEK, '--by', 'editor@example.com');
      expect(resumed.code, resumed.stderr).toBe(0);
    });

    standIn.clearFaults();
    await expect.poll(answered(standIn, state), SOON).toBe('sent');
    expect(reached(standIn)).toMatchObject({ doubled: 0 });
    expect(Object.keys(standIn.ledger().addresses).filter(to => to.startsWith('reader')).length).toBe(
      READERS,
    );
  }, 600_000);
});

/** Looks after everything that is on the wire by now was answered. */
function answered<T>(standIn: StandIn, look: () => Promise<T>): () => Promise<T> {
  return () => {
    standIn.release();
    return look();
  };
}

function openBatches(store: Parameters<typeof issueStore>[0]): () => Promise<number> {
  return async () => {
    const { count } = await store.db
      .selectFrom('batches')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('state', '=', 'submitting')
      .executeTakeFirstOrThrow();
    return Number(count);
  };
}
