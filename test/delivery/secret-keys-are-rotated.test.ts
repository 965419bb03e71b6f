import { expect, it } from 'vitest';
import { createKeyring } from '../../src/audience/token.ts';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { ledger } from './settling.ts';

const UNCLEAR: MailerAnswer = { kind: 'unclear', reason: 'reset' };
const patient = { signal: new AbortController().signal, patienceMs: 0 };

describeStores('a sender whose secret keys are others than at the seal', open => {
  it('makes the sealed bytes again after the secret keys were rotated', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 3, batchSize: 10 });
    const api = keyedApi({ script: (_call, n) => (n === 0 ? UNCLEAR : undefined) });
    await sendBatches(senderDeps(store, clock, [api]), issue, patient);
    clock.advance(60_000);
    const rotated = createKeyring(['n'.repeat(32), 'k'.repeat(32)]);
    await sendBatches(senderDeps(store, clock, [api], { keyring: rotated }), issue, patient);
    expect(api.calls[1]).toEqual(api.calls[0]);
  });

  it('gives up rather than post other bytes when the key of an unclear batch is gone', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 3, batchSize: 10 });
    const api = keyedApi({ script: (_call, n) => (n === 0 ? UNCLEAR : undefined) });
    await sendBatches(senderDeps(store, clock, [api]), issue, patient);
    clock.advance(60_000);
    const other = createKeyring(['n'.repeat(32)]);
    await sendBatches(senderDeps(store, clock, [api], { keyring: other }), issue, patient);
    expect(api.calls.length).toBe(1);
    expect(await ledger(store, issue.issueId, 3)).toMatchObject({ uncertain: 3 });
  });

  it('seals anew when the key is gone but nothing was ever taken', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 3, batchSize: 10 });
    const wait: MailerAnswer = { kind: 'wait', because: 'rate', retryAfterMs: 1_000, reason: 'rate' };
    const api = keyedApi({ script: (_call, n) => (n === 0 ? wait : undefined) });
    await sendBatches(senderDeps(store, clock, [api]), issue, patient);
    clock.advance(60_000);
    const other = createKeyring(['n'.repeat(32)]);
    expect(await sendBatches(senderDeps(store, clock, [api], { keyring: other }), issue, patient)).toEqual({
      kind: 'settled',
    });
    expect(api.calls[1]!.key).not.toBe(api.calls[0]!.key);
    expect([...api.accepted.values()]).toEqual([1, 1, 1]);
  });
});
