import { expect, it } from 'vitest';
import { buildLedger } from '../../src/delivery/ledger.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { submitNextSingleMail } from '../../src/delivery/single-mail.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { singleMailStore } from '../../src/storage/delivery/single-mails.ts';
import { runningClock as running } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

/** As somebody may write one who has not read that a handover can fail. */
function carelessMailer() {
  const api = keyedApi({ keyWindowMs: null });
  const mailer: Mailer = {
    ...api,
    tellsHandover: true,
    submit: async (messages, options) => {
      await options.onHandover?.();
      return api.submit(messages, options);
    },
  };
  return { api, mailer };
}

describeStores('a handover that comes too late', open => {
  it('sends nothing of the issue, ends nobody’s send and leaves nobody out', async () => {
    const store = await open();
    const { issueId, ...issue } = await freezeForTest(store, running, { readers: 4, batchSize: 2 });
    const { api, mailer } = carelessMailer();
    const deps = senderDeps(store, running, [mailer]);
    let refusals = 0;
    const late = {
      ...deps.store,
      handOver: async (...args: Parameters<typeof deps.store.handOver>) =>
        refusals++ < 1 ? false : deps.store.handOver(...args),
    };
    const patient = { signal: new AbortController().signal, patienceMs: 60_000 };
    expect(await sendBatches({ ...deps, store: late }, { issueId, ...issue }, patient)).toEqual({
      kind: 'settled',
    });
    expect(refusals).toBeGreaterThan(1);
    expect([...api.accepted.values()]).toEqual([1, 1, 1, 1]);
    expect(buildLedger(4, await tallyBatches(store, issueId))).toMatchObject({ submitted: 4, uncertain: 0 });
  });

  it('lets a letter wait for the next try', async () => {
    const store = await open();
    const queue = singleMailStore(store);
    const letter = {
      kind: 'confirm',
      dedupe: 'c',
      to: 'new@example.com',
      week: '',
      subject: 'Confirm',
    } as const;
    await queue.enqueue({ ...letter, html: '<p>x</p>', text: 'x', headers: {} }, running.now());
    const { api, mailer } = carelessMailer();
    let refusals = 0;
    const late = {
      ...queue,
      handOver: async (...args: Parameters<typeof queue.handOver>) =>
        refusals++ < 1 ? false : queue.handOver(...args),
    };
    const next = () =>
      submitNextSingleMail({
        ...{ store: late, mailer, installationId: 'inst', owner: 'one', leaseMs: 2_000, now: running.now },
        ...{ from: 'v@example.com', replyTo: 'e@example.com' },
      });
    expect(await next()).toMatchObject({ kind: 'later' });
    expect(api.accepted.size).toBe(0);
    await expect.poll(async () => (await next()).kind).toBe('submitted');
    expect(api.accepted.get('new@example.com')).toBe(1);
  });
});
