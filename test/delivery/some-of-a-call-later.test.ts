import { expect, it } from 'vitest';
import { buildLedger, sums } from '../../src/delivery/ledger.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { recipientLine } from '../../src/storage/delivery/recipient-lines.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

const { signal } = new AbortController();

describeStores('a mail API that takes some of a call and wants others later', open => {
  it('gets those again, apart from the others and under another key, once their time has come', async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    const issue = await freezeForTest(store, clock, { readers: 12, batchSize: 6 });
    const api = keyedApi({ name: 'ses' });
    const LATER = ['reader2@example.com', 'reader3@example.com', 'reader6@example.com'];
    let throttles = true;
    const mailer = {
      ...api,
      submit: async (...[messages, options]: Parameters<typeof api.submit>) => {
        const isLater = (to: string) => throttles && LATER.includes(to);
        const answer = await api.submit(
          messages.filter(({ to }) => !isLater(to)),
          options,
        );
        if (answer.kind !== 'accepted') return answer;
        const items = [...answer.items];
        return {
          kind: 'accepted' as const,
          items: messages.map(({ to }) => {
            if (isLater(to)) return { kind: 'later' as const, retryAfterMs: 30_000, reason: 'throttled' };
            if (to === 'reader5@example.com') {
              items.shift();
              return { kind: 'rejected' as const, reason: 'no such address' };
            }
            return items.shift()!;
          }),
        };
      },
    };
    const send = () => sendBatches(senderDeps(store, clock, [mailer]), issue, { signal, patienceMs: 0 });
    const ledger = async () => buildLedger(12, await tallyBatches(store, issue.issueId));

    await send();
    expect(await ledger()).toMatchObject({ submitted: 8, rejected: 1, pending: 3 });
    expect(sums(await ledger())).toBe(true);
    const calls = api.calls.length;
    await send();
    expect(api.calls.length).toBe(calls);

    throttles = false;
    clock.advance(30_000);
    await send();
    expect(await ledger()).toMatchObject({ submitted: 11, rejected: 1, pending: 0 });
    expect(sums(await ledger())).toBe(true);
    for (const to of LATER) expect(api.accepted.get(to)).toBe(1);
    expect(new Set(api.calls.map(({ key }) => key)).size).toBe(api.calls.length);
    // Of the first call the API took the first and the fourth mail; each keeps its own id.
    expect((await recipientLine(store, issue.issueId, 4))?.providerId).toMatch(/\/1\/.*#1$/);
  });
});
