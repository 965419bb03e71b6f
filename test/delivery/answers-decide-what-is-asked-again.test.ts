import { expect, it } from 'vitest';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { submitNextBatch } from '../../src/delivery/submit.ts';
import { hasUnmappedIds, mapNextIds } from '../../src/storage/delivery/provider-map.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { ledger, sendThrough } from './settling.ts';

const HOUR = 3_600_000;
const patient = { signal: new AbortController().signal, patienceMs: 0 };

describeStores('a sender, by the answer it gets,', open => {
  it('waits when told to, under the same key, and starts no unclear clock', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 5, batchSize: 10 });
    const wait: MailerAnswer = {
      kind: 'wait',
      because: 'daily_quota',
      retryAfterMs: 25 * HOUR,
      reason: 'quota',
    };
    const api = keyedApi({ script: (_call, n) => (n < 2 ? wait : undefined) });
    const deps = senderDeps(store, clock, [api]);
    expect(await sendBatches(deps, issue, patient)).toEqual({
      kind: 'waiting',
      until: clock.now() + 25 * HOUR,
      reason: 'quota',
    });
    expect(await ledger(store, issue.issueId, 5)).toMatchObject({ pending: 5, batches: { pending: 1 } });
    // Two days of clear refusals: the key window never began, so it is posted, not given up.
    await sendThrough(store, clock, () => sendBatches(deps, issue, patient), issue.issueId);
    expect(new Set(api.calls.map(call => call.key)).size).toBe(1);
    expect(await ledger(store, issue.issueId, 5)).toMatchObject({ submitted: 5 });
  });

  it('stops asking 23 hours after the first unclear answer and calls the batch uncertain', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 5, batchSize: 10 });
    const api = keyedApi({
      script: (_call, n) =>
        n === 0 ? 'lost' : { kind: 'wait', because: 'daily_quota', retryAfterMs: 6 * HOUR, reason: 'quota' },
    });
    const deps = senderDeps(store, clock, [api]);
    await sendThrough(store, clock, () => sendBatches(deps, issue, patient), issue.issueId);
    expect(await ledger(store, issue.issueId, 5)).toMatchObject({ uncertain: 5, pending: 0, submitted: 0 });
    const posted = api.calls.length;
    await sendBatches(deps, issue, patient);
    expect(api.calls.length).toBe(posted);
  });

  it('never asks again where the provider keeps no keys', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 2, batchSize: 1 });
    const api = keyedApi({ keyWindowMs: null, script: (_call, n) => (n === 0 ? 'lost' : undefined) });
    const deps = senderDeps(store, clock, [api]);
    expect(await sendBatches(deps, issue, patient)).toEqual({ kind: 'settled' });
    expect([...api.accepted.values()]).toEqual([1, 1]);
    expect(await ledger(store, issue.issueId, 2)).toMatchObject({ uncertain: 1, submitted: 1 });
  });

  it('calls a batch uncertain that a killed sender left with a provider without keys', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 2, batchSize: 1 });
    const killed = keyedApi({ keyWindowMs: null, script: () => new Promise(() => {}) });
    const [{ mailer, pacer }] = senderDeps(store, clock, [killed]).mailers as never as [
      { mailer: typeof killed; pacer: never },
    ];
    void submitNextBatch({ ...senderDeps(store, clock, [killed]), mailer, pacer, onlyBound: false }, issue);
    await expect.poll(() => killed.calls.length).toBe(1);
    clock.advance(21_000);
    const api = keyedApi({ keyWindowMs: null });
    await sendBatches(senderDeps(store, clock, [api], { owner: 'next' }), issue, patient);
    expect(await ledger(store, issue.issueId, 2)).toMatchObject({ uncertain: 1, submitted: 1 });
    expect(api.calls.map(call => call.to)).toEqual([['reader2@example.com']]);
  });

  it('isolates a bad address by halves under new keys; everybody else gets it', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 16, batchSize: 8 });
    const bad = 'reader5@example.com';
    const refuse: MailerAnswer = {
      kind: 'refused',
      scope: 'payload',
      code: 'validation_error',
      reason: 'bad address',
    };
    const api = keyedApi({ script: call => (call.to.includes(bad) ? refuse : undefined) });
    expect(await sendBatches(senderDeps(store, clock, [api]), issue, patient)).toEqual({ kind: 'settled' });
    expect(api.accepted.has(bad)).toBe(false);
    expect([...api.accepted.values()]).toEqual(Array(15).fill(1));
    expect(new Set(api.calls.map(call => call.key)).size).toBe(api.calls.length);
    expect(await ledger(store, issue.issueId, 16)).toMatchObject({ submitted: 15, rejected: 1, pending: 0 });
    const row = await store.db
      .selectFrom('deliveries')
      .selectAll()
      .where('status', '=', 2)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ email: bad, reason: 'bad address' });
  });

  it('believes no refusal while an earlier attempt may have been taken', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 2, batchSize: 10 });
    const refuse: MailerAnswer = {
      kind: 'refused',
      scope: 'payload',
      code: 'validation_error',
      reason: 'no',
    };
    const api = keyedApi({ script: (_call, n) => (n === 0 ? 'lost' : n === 1 ? refuse : undefined) });
    const deps = senderDeps(store, clock, [api]);
    await sendThrough(store, clock, () => sendBatches(deps, issue, patient), issue.issueId);
    expect([...api.accepted.values()]).toEqual([1, 1]);
    expect(new Set(api.calls.map(call => call.key)).size).toBe(1);
    expect(await ledger(store, issue.issueId, 2)).toMatchObject({ submitted: 2 });
  });

  it('records a reader the mail API refuses by name and keeps the others', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 4, batchSize: 10 });
    const api = keyedApi({ rejects: to => to === 'reader2@example.com' });
    await sendBatches(senderDeps(store, clock, [api]), issue, patient);
    expect(await ledger(store, issue.issueId, 4)).toMatchObject({ submitted: 3, rejected: 1 });
    await mapNextIds(store);
    expect(await hasUnmappedIds(store)).toBe(false);
    const map = await store.db.selectFrom('provider_map').select('seq').orderBy('seq').execute();
    expect(map.map(row => row.seq)).toEqual([1, 3, 4]);
  });

  it('moves to the next mailer what was never taken, and leaves an unclear batch where it is', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 30, batchSize: 10 });
    const refused: MailerAnswer = {
      kind: 'refused',
      scope: 'account',
      code: 'restricted_api_key',
      reason: 'key',
    };
    const first = keyedApi({ script: (_call, n) => (n === 0 ? 'lost' : refused) });
    const second = keyedApi({ name: 'smtp' });
    const deps = senderDeps(store, clock, [first, second]);
    expect(await sendBatches(deps, issue, { ...patient, patienceMs: 0 })).toMatchObject({ kind: 'waiting' });
    clock.advance(2_000);
    expect(await sendBatches(deps, issue, patient)).toMatchObject({ kind: 'blocked' });
    expect([...second.accepted.keys()].length).toBe(20);
    const all = [...first.accepted, ...second.accepted];
    expect(all.length).toBe(30);
    expect(await ledger(store, issue.issueId, 30)).toMatchObject({ submitted: 20, pending: 10 });
  });

  it('stops with a reason when what is left is bound to a mailer that is not set up any more', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 20, batchSize: 10 });
    const gone = keyedApi({ name: 'smtp', script: (_call, n) => (n === 0 ? 'lost' : undefined) });
    await sendBatches(senderDeps(store, clock, [gone]), issue, patient);
    clock.advance(60_000);
    const api = keyedApi({});
    const outcome = await sendBatches(senderDeps(store, clock, [api]), issue, patient);
    expect(outcome).toMatchObject({ kind: 'blocked', reason: expect.stringContaining('MAIL_PROVIDER') });
    expect(api.calls).toEqual([]);
    expect(await ledger(store, issue.issueId, 20)).toMatchObject({ submitted: 10, pending: 10 });
  });
});
