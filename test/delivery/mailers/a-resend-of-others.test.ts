import { createEmulator, type Emulator } from 'emulate';
import { expect, it, onTestFinished } from 'vitest';
import { buildLedger } from '../../../src/delivery/ledger.ts';
import type { Mailer } from '../../../src/delivery/mailers/mailer.ts';
import { resendMailer } from '../../../src/delivery/mailers/resend.ts';
import { sendBatches } from '../../../src/delivery/sender.ts';
import { tallyBatches } from '../../../src/storage/delivery/batches.ts';
import { fixedClock } from '../../support/clock.ts';
import { freePort } from '../../support/free-port.ts';
import { freezeForTest, senderDeps } from '../../support/frozen-issue.ts';
import { describeStores } from '../../support/stores.ts';

const READERS = 250;
const { signal } = new AbortController();

/** A Resend that was not written here, so that it does not share our mistakes. It keeps keys. */
describeStores('a Resend written by others', open => {
  it('has each mail of an issue once, though every second answer is lost', async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    const issue = await freezeForTest(store, clock, { readers: READERS, batchSize: 50 });
    const api = await emulated();
    const mailer = losing(resendMailer({ apiKey: 're_emulated', baseUrl: api.url, clock: clock.now }));
    onTestFinished(() => mailer.close());

    for (let round = 0; round < 4; round += 1) {
      await sendBatches(senderDeps(store, clock, [mailer]), issue, { signal, patienceMs: 0 });
      clock.advance(120_000);
    }
    const ledger = buildLedger(READERS, await tallyBatches(store, issue.issueId));
    expect(ledger).toMatchObject({ submitted: READERS, pending: 0, uncertain: 0 });
    const mailed = await addresses(api);
    expect(mailed.length).toBe(READERS);
    expect(new Set(mailed).size).toBe(READERS);
  });
});

async function emulated(): Promise<Emulator> {
  const api = await createEmulator({ service: 'resend', port: await freePort() });
  onTestFinished(() => api.close());
  return api;
}

/** The API takes the call, and its answer never arrives: the first time of every second batch. */
function losing(inner: Mailer): Mailer {
  const seen = new Set<string>();
  const { bulk } = inner;
  if (!bulk) throw new Error('Resend has a bulk wire.');
  return {
    ...inner,
    bulk: {
      ...bulk,
      post: async (body, options) => {
        const answer = await bulk.post(body, options);
        const isNew = !seen.has(options.key);
        seen.add(options.key);
        return isNew && seen.size % 2 === 0 ? { kind: 'unclear', reason: 'the answer was lost' } : answer;
      },
    },
  };
}

async function addresses({ url }: Emulator): Promise<string[]> {
  const response = await fetch(`${url}/emails`, { headers: { authorization: 'Bearer re_emulated' } });
  const { data } = (await response.json()) as { data: { to: string[] }[] };
  return data.flatMap(({ to }) => to);
}
