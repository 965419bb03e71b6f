import { expect, it } from 'vitest';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { submitNextSingleMail } from '../../src/delivery/single-mail.ts';
import { unsubscribe } from '../../src/storage/audience/subscribers.ts';
import type { Store } from '../../src/storage/database.ts';
import { reopenRejected } from '../../src/storage/delivery/reopen.ts';
import { singleMailStore } from '../../src/storage/delivery/single-mails.ts';
import { unsealUncertain } from '../../src/storage/delivery/uncertain-batches.ts';
import { fixedClock } from '../support/clock.ts';
import { replicaOf } from '../support/fallen-back.ts';
import { freezeForTest, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { startResendPair } from '../support/resend-pair.ts';
import { describeStores } from '../support/stores.ts';
import { ledger } from './settling.ts';

const patient = { signal: new AbortController().signal, patienceMs: 0 };
const LEFT = { wording: 'Leave', source: 'page', evidence: {} };
const START = '2026-11-26T09:00:00Z';
const REFUSED: MailerAnswer = { kind: 'refused', scope: 'payload', code: 'validation_error', reason: 'no' };

const keysOf = async (store: Store) =>
  (
    await store.db
      .selectFrom('batches')
      .select(['first_seq', 'idempotency_key', 'generation'])
      .orderBy('first_seq')
      .execute()
  ).map(row => [row.first_seq, row.idempotency_key, row.generation]);

describeStores('a database that has fallen back', open => {
  it('doubles nobody when a reader has left since: the mail API refuses the other bytes', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const issue = await freezeForTest(store, clock, { readers: 30, batchSize: 10 });
    const pair = await startResendPair(clock, { requestsPerSecond: null });
    const replica = await replicaOf(store);
    expect(await sendBatches(senderDeps(store, clock, [pair.mailer]), issue, patient)).toEqual({
      kind: 'settled',
    });
    await replica.fallBack();
    await unsubscribe(store, 12, { at: clock.now(), consent: LEFT });
    clock.advance(5_000);
    expect(await sendBatches(senderDeps(store, clock, [pair.mailer]), issue, patient)).toEqual({
      kind: 'settled',
    });
    expect(pair.standIn.ledger()).toMatchObject({ accepted: 30, conflicts: 1, duplicates: [] });
    expect(await ledger(store, issue.issueId, 30)).toMatchObject({
      submitted: 20,
      uncertain: 9,
      suppressed: 1,
    });
    const [uncertain] = await store.db
      .selectFrom('batches')
      .select(['n', 'reason'])
      .where('state', '=', 'uncertain')
      .execute();
    expect(uncertain).toEqual({ n: 2, reason: expect.stringMatching(/posted before.*409/) });
    await pair.close();
  });

  it('is not asked about a conflict again: once the key is forgotten the mails would be taken', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const issue = await freezeForTest(store, clock, { readers: 5, batchSize: 10 });
    const pair = await startResendPair(clock, { requestsPerSecond: null });
    const replica = await replicaOf(store);
    await sendBatches(senderDeps(store, clock, [pair.mailer]), issue, patient);
    await replica.fallBack();
    await unsubscribe(store, 1, { at: clock.now(), consent: LEFT });
    clock.advance(20 * 3_600_000);
    await sendBatches(senderDeps(store, clock, [pair.mailer]), issue, patient);
    clock.advance(5 * 3_600_000);
    await sendBatches(senderDeps(store, clock, [pair.mailer]), issue, patient);
    expect(pair.standIn.ledger()).toMatchObject({ accepted: 5, duplicates: [] });
    expect(await ledger(store, issue.issueId, 5)).toMatchObject({ uncertain: 4, pending: 0 });
    await pair.close();
  });

  it('makes the same keys for the halves of a refused batch, whichever batch is cut first', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const issue = await freezeForTest(store, clock, { readers: 32, batchSize: 8 });
    const bad = ['reader3@example.com', 'reader20@example.com'];
    const api = keyedApi({
      script: call => (bad.some(each => call.to.includes(each)) ? REFUSED : undefined),
    });
    const replica = await replicaOf(store);
    await sendBatches(senderDeps(store, clock, [api]), issue, patient);
    const before = await keysOf(store);
    await replica.fallBack();
    // The later batch is cut first now, so that the halves get other numbers.
    await store.db
      .updateTable('batches')
      .set({ not_before: clock.now() + 1 })
      .where('n', '=', 1)
      .execute();
    await sendBatches(senderDeps(store, clock, [api]), issue, patient);
    clock.advance(1);
    await sendBatches(senderDeps(store, clock, [api]), issue, patient);
    expect(await keysOf(store)).toEqual(before);
    expect([...api.accepted.values()]).toEqual(Array(30).fill(1));
  });

  it('keys a single mail by what it is about, and leaves the key to one that an earlier version has tried', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const mails = singleMailStore(store);
    const letter = { kind: 'confirm', week: '', subject: 's', html: 'h', text: 't', headers: {} } as const;
    const api = keyedApi({});
    const deps = {
      ...{ store: mails, mailer: api, installationId: 'inst', owner: 'o', leaseMs: 20_000 },
      ...{ from: 'a@example.com', replyTo: '', now: clock.now },
    };
    await mails.enqueue({ ...letter, dedupe: 'confirm:1:x', to: 'a@example.com' }, clock.now());
    const replica = await replicaOf(store);
    await submitNextSingleMail(deps);
    await replica.fallBack();
    await submitNextSingleMail(deps);
    expect(api.calls[1]).toEqual(api.calls[0]);
    expect(api.accepted.get('a@example.com')).toBe(1);
    await store.db.deleteFrom('single_mails').execute();
    // Somebody else under the same number and the same words: another mail.
    await mails.enqueue({ ...letter, dedupe: 'confirm:1:x', to: 'b@example.com' }, clock.now());
    expect(await submitNextSingleMail(deps)).toMatchObject({ kind: 'submitted' });
    await mails.enqueue({ ...letter, dedupe: 'confirm:2:x', to: 'c@example.com' }, clock.now());
    await store.db
      .updateTable('single_mails')
      .set({ attempts: 1 })
      .where('to_email', '=', 'c@example.com')
      .execute();
    const { id } = await store.db
      .selectFrom('single_mails')
      .select('id')
      .where('to_email', '=', 'c@example.com')
      .executeTakeFirstOrThrow();
    await submitNextSingleMail(deps);
    expect(api.calls.at(-1)?.key).toBe(`inst/single/${id}`);
  });

  it('gets a new generation only by a clear no or an editor’s word', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const issue = await freezeForTest(store, clock, { readers: 8, batchSize: 4 });
    const answers: (MailerAnswer | 'lost' | undefined)[] = [
      { kind: 'wait', because: 'rate', retryAfterMs: 1_000, reason: 'rate' },
      { kind: 'refused', scope: 'account', code: 'x', reason: 'all refused', remembered: true },
    ];
    const api = keyedApi({ script: (_call, n) => answers[n], rejects: to => to.startsWith('reader7') });
    const deps = senderDeps(store, clock, [api]);
    await sendBatches(deps, issue, patient);
    clock.advance(2_000);
    await sendBatches(deps, issue, patient);
    clock.advance(2_000);
    await sendBatches(deps, issue, patient);
    expect(await ledger(store, issue.issueId, 8)).toMatchObject({ submitted: 7, rejected: 1 });
    const generations = new Map((await keysOf(store)).map(([first, key, n]) => [first, [key, n]]));
    // One of the two was told to wait and keeps its key, the other was clearly refused under it.
    expect([...generations.values()].map(([, n]) => n).toSorted()).toEqual([1, 2]);
    for (const [first, [key, n]] of generations) {
      expect(key).toBe(`inst/2026-W48/${first === 1 ? 1 : 2}/${n}`);
    }
    await reopenRejected(store, issue.issueId, { isMeant: () => true, why: 'an editor' });
    const [, , reopened] = (await keysOf(store)).find(([first]) => first === 7) ?? [];
    expect(reopened).toBeGreaterThan(1);
    await store.db.updateTable('batches').set({ state: 'uncertain' }).where('first_seq', '=', 1).execute();
    const { n } = await store.db
      .selectFrom('batches')
      .select('n')
      .where('first_seq', '=', 1)
      .executeTakeFirstOrThrow();
    const before = Number(generations.get(1)?.[1]);
    await unsealUncertain(store, { issueId: issue.issueId, n }, 'an editor');
    expect((await keysOf(store))[0]).toEqual([1, '', before + 1]);
  });

  it('keeps the key of a batch that an earlier version has sealed', async () => {
    const store = await open();
    const clock = fixedClock(START);
    const issue = await freezeForTest(store, clock, { readers: 3, batchSize: 10 });
    const api = keyedApi({
      script: (_call, n) => (n === 0 ? { kind: 'unclear', reason: 'reset' } : undefined),
    });
    await sendBatches(senderDeps(store, clock, [api]), issue, patient);
    const earlier = 'inst/2026-W48/1/0123456789abcdef';
    await store.db
      .updateTable('batches')
      .set({ idempotency_key: earlier, account: '', touched_at: 0 })
      .execute();
    clock.advance(2_000);
    const account = { ...api, account: 'of-this-version' };
    expect(await sendBatches(senderDeps(store, clock, [account]), issue, patient)).toEqual({
      kind: 'settled',
    });
    expect(api.calls.map(({ key }) => key)).toEqual(['inst/2026-W48/1/1', earlier]);
    expect(api.calls[1]?.bytes).toBe(api.calls[0]?.bytes);
  });
});
