import { expect, it } from 'vitest';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { submitNextBatch } from '../../src/delivery/submit.ts';
import { unsubscribe } from '../../src/storage/audience/subscribers.ts';
import type { Store } from '../../src/storage/database.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, KEYRING, keyedApi, senderDeps, WEEK } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { ledger, sendThrough } from './settling.ts';

const HOUR = 3_600_000;
const LEFT = { wording: 'Leave', source: 'page', evidence: {} };
const UNCLEAR: MailerAnswer = { kind: 'unclear', reason: 'reset' };
const patient = { signal: new AbortController().signal, patienceMs: 0 };

describeStores('submitting an issue', (open, dialect) => {
  it('keeps the answers that other lanes wait for when one lane fails, and ends with them', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 30, batchSize: 10 });
    let letGo = () => {};
    const held = new Promise<void>(resolve => {
      letGo = resolve;
    });
    const api = keyedApi({
      keyWindowMs: null,
      script: async (_call, n) => {
        if (n > 0) throw new Error('this lane breaks');
        await held;
        return undefined;
      },
    });
    const sending = sendBatches(senderDeps(store, clock, [api], { lanes: 2 }), issue, patient);
    await expect.poll(() => api.calls.length).toBe(2);
    letGo();
    await expect(sending).rejects.toThrow('this lane breaks');
    // Of the other lane: a yes that no key could ask for again. The third batch was not begun.
    expect(await ledger(store, issue.issueId, 30)).toMatchObject({ submitted: 10, pending: 20 });
    expect(api.calls).toHaveLength(2);
  });

  it('posts nothing that could outlive its lease, and takes it up again', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 5, batchSize: 10 });
    const api = keyedApi({});
    const deps = senderDeps(store, clock, [api]);
    const { claim } = deps.store;
    let slow = true;
    const late = async (...request: Parameters<typeof claim>) => {
      const claimed = await claim(...request);
      if (slow) clock.advance(12_000);
      slow = false;
      return claimed;
    };
    const submit = { ...deps, mailer: api, pacer: deps.mailers[0]!.pacer, onlyBound: false };
    const lateStore = { ...deps.store, claim: late };
    expect(await submitNextBatch({ ...submit, store: lateStore }, issue)).toMatchObject({ kind: 'later' });
    expect(api.calls).toEqual([]);
    expect(await submitNextBatch({ ...submit, store: lateStore }, issue)).toMatchObject({ kind: 'settled' });
    expect(await ledger(store, issue.issueId, 5)).toMatchObject({ submitted: 5 });
  });

  it('hands every reader over once and sums', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 25, batchSize: 10 });
    const api = keyedApi({});
    const outcome = await sendBatches(senderDeps(store, clock, [api]), issue, patient);
    expect(outcome).toEqual({ kind: 'settled' });
    expect([...api.accepted.values()]).toEqual(Array(25).fill(1));
    expect(api.calls.map(call => call.to.length)).toEqual([10, 10, 5]);
    expect(await ledger(store, issue.issueId, 25)).toMatchObject({
      submitted: 25,
      pending: 0,
      batches: { submitted: 3 },
    });
  });

  it('asks again with the same key and bytes after an unclear answer', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 20, batchSize: 10 });
    const api = keyedApi({ script: (_call, n) => (n === 0 ? 'lost' : n === 1 ? UNCLEAR : undefined) });
    const deps = senderDeps(store, clock, [api]);
    await sendThrough(store, clock, () => sendBatches(deps, issue, patient), issue.issueId);
    expect([...api.accepted.values()]).toEqual(Array(20).fill(1));
    const first = api.calls.filter(call => call.key === api.calls[0]!.key);
    expect(first.length).toBeGreaterThan(1);
    expect(new Set(first.map(call => call.bytes)).size).toBe(1);
    expect(await ledger(store, issue.issueId, 20)).toMatchObject({ submitted: 20, uncertain: 0 });
  });

  it('keeps a reader who leaves after the seal in the sealed bytes, and drops one who left before', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 3, batchSize: 10 });
    await unsubscribe(store, 1, { at: clock.now(), consent: LEFT });
    const api = keyedApi({ script: (_call, n) => (n === 0 ? UNCLEAR : undefined) });
    const deps = senderDeps(store, clock, [api]);
    await sendBatches(deps, issue, patient);
    await unsubscribe(store, 2, { at: clock.now(), consent: LEFT });
    await sendThrough(store, clock, () => sendBatches(deps, issue, patient), issue.issueId);
    expect(api.calls.map(call => call.to)).toEqual(
      Array(2).fill(['reader2@example.com', 'reader3@example.com']),
    );
    expect(await ledger(store, issue.issueId, 3)).toMatchObject({ submitted: 2, suppressed: 1 });
  });

  it('settles a batch whose members have all left without asking the mail API', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 2, batchSize: 2 });
    await store.db.updateTable('subscribers').set({ suppressed_at: clock.now() }).execute();
    const api = keyedApi({});
    expect(await sendBatches(senderDeps(store, clock, [api]), issue, patient)).toEqual({ kind: 'settled' });
    expect(api.calls).toEqual([]);
    expect(await ledger(store, issue.issueId, 2)).toMatchObject({ submitted: 0, suppressed: 2, pending: 0 });
  });

  it('lets two senders share an issue: no batch is posted by two at once', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 120, batchSize: 10 });
    const api = keyedApi({});
    // Two SQLite connections in one process would wait for each other in one thread; processes are tried elsewhere.
    const second = dialect === 'sqlite' ? store : store.another();
    const run = (at: Store, owner: string) =>
      sendBatches(senderDeps(at, clock, [api], { owner, lanes: 2 }), issue, { ...patient, patienceMs: HOUR });
    await Promise.all([run(store, 'one'), run(second, 'two')]);
    expect(api.calls.length).toBe(12);
    expect([...api.accepted.values()]).toEqual(Array(120).fill(1));
    expect(await ledger(store, issue.issueId, 120)).toMatchObject({ submitted: 120 });
  });

  it('takes over after the lease of a killed sender, with its key and bytes', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 3, batchSize: 10 });
    const api = keyedApi({ script: (_call, n) => (n === 0 ? new Promise<never>(() => {}) : undefined) });
    void sendBatches(senderDeps(store, clock, [api], { owner: 'killed' }), issue, patient);
    await expect.poll(() => api.calls.length).toBe(1);
    const next = senderDeps(store, clock, [api], { owner: 'next' });
    expect((await sendBatches(next, issue, patient)).kind).toBe('waiting');
    clock.advance(20_000);
    expect(await sendBatches(next, issue, patient)).toEqual({ kind: 'settled' });
    expect(api.calls[1]).toEqual(api.calls[0]);
  });

  it('begins no batch once an editor has stopped the issue, and goes on after resume', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 30, batchSize: 10 });
    const issues = issueStore(store);
    const api = keyedApi({
      script: async (_call, n) => {
        if (n === 0) await issues.move(issue.issueId, 'sending', 'stopped', { at: 0 });
        return undefined;
      },
    });
    const deps = senderDeps(store, clock, [api]);
    expect(await sendBatches(deps, issue, patient)).toEqual({ kind: 'stopped' });
    expect(api.calls.length).toBe(1);
    expect(await ledger(store, issue.issueId, 30)).toMatchObject({ submitted: 10, pending: 20 });
    await issues.move(issue.issueId, 'stopped', 'sending', { at: 0 });
    expect(await sendBatches(deps, issue, patient)).toEqual({ kind: 'settled' });
    expect([...api.accepted.values()]).toEqual(Array(30).fill(1));
  });

  it('gives each reader links of their own, signed for their purpose', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 2, batchSize: 10 });
    const api = keyedApi({});
    await sendBatches(senderDeps(store, clock, [api]), issue, patient);
    const messages = JSON.parse(api.calls[0]!.bytes) as {
      text: string;
      headers: Record<string, string>;
      name: string;
      tags: object;
    }[];
    expect(new Set(messages.map(message => message.text)).size).toBe(2);
    expect(messages.map(message => message.name)).toEqual(['2026-w48-0000001', '2026-w48-0000002']);
    expect(messages[1]!.tags).toEqual({ kind: 'issue', issue: WEEK, delivery: `inst_${issue.issueId}_2` });
    for (const message of messages) {
      expect(message.text).toContain(message.headers['List-Unsubscribe']!.slice(1, -1));
    }
    expect(api.calls[0]!.key).toBe('inst/2026-W48/1/1');
    expect(KEYRING.current.id).not.toBe('');
  });
});
