import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { buildLedger } from '../../src/delivery/ledger.ts';
import type { BulkWire, Mailer, MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { resendMailer } from '../../src/delivery/mailers/resend.ts';
import { ResendBodies, wholeBody } from '../../src/delivery/mailers/resend-body.ts';
import { buildMessages, bulkReaders, type FrozenIssue, hashMessages } from '../../src/delivery/payload.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { submitNextBatch } from '../../src/delivery/submit.ts';
import { unsubscribe } from '../../src/storage/audience/subscribers.ts';
import type { Store } from '../../src/storage/database.ts';
import { batchStore, tallyBatches } from '../../src/storage/delivery/batches.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, KEYRING, keyedApi, senderDeps } from '../support/frozen-issue.ts';
import { startResendPair } from '../support/resend-pair.ts';
import { describeStores } from '../support/stores.ts';

const patient = { signal: new AbortController().signal, patienceMs: 0 };
const LEFT = { wording: 'Leave', source: 'page', evidence: {} };

/** A mailer with a fast way whose answers a test writes. */
function bulkMailer(answers: readonly MailerAnswer[]): Mailer & { readonly posted: string[] } {
  const made = resendMailer({ apiKey: 're_x', baseUrl: 'http://127.0.0.1:1', clock: () => 0 });
  const encode: BulkWire['encode'] = readers => made.bulk!.encode(readers);
  const posted: string[] = [];
  const post: BulkWire['post'] = async (body, { key }) => {
    posted.push(`${key} ${hash('sha256', wholeBody(body), 'hex')}`);
    const answer = answers[posted.length - 1];
    if (answer) return answer;
    return {
      kind: 'accepted',
      items: Array.from({ length: body.mails }, (_, n) => ({ kind: 'accepted' as const, id: `${key}#${n}` })),
    };
  };
  return { ...made, bulk: { encode, post }, posted };
}

/** Of the batch of all the issue's readers, made anew. */
async function fingerprintOf(store: Store, issue: FrozenIssue, posted: string): Promise<string> {
  const rows = await store.db.selectFrom('deliveries').selectAll().orderBy('seq').execute();
  const recipients = rows.map(row => ({ ...row, subscriberId: row.subscriber_id }));
  const body = new ResendBodies().of(bulkReaders(issue, KEYRING.current, recipients));
  expect(wholeBody(body).toString()).toBe(posted);
  return body.sha256;
}

async function sealOf(store: Store) {
  return store.db
    .selectFrom('batches')
    .select(['provider', 'idempotency_key', 'payload_sha256', 'unclear_since'])
    .executeTakeFirstOrThrow();
}

describeStores('a batch sealed as bytes', open => {
  it('is sealed with the fingerprint of what is posted, and posted the same again', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 7, batchSize: 10 });
    const pair = await startResendPair(clock, { requestsPerSecond: null });
    pair.standIn.fault({ do: 'reset', accept: true });
    const deps = senderDeps(store, clock, [pair.mailer]);
    expect(await sendBatches(deps, issue, patient)).toMatchObject({ kind: 'waiting' });
    const seal = await sealOf(store);
    await unsubscribe(store, 3, { at: clock.now(), consent: LEFT });
    clock.advance(2_000);
    // Another process: nothing of the first attempt is in memory.
    const other = resendMailer({ apiKey: pair.standIn.apiKey, baseUrl: pair.standIn.url, clock: clock.now });
    const again = senderDeps(store, clock, [other]);
    expect(await sendBatches(again, structuredClone(issue), patient)).toEqual({ kind: 'settled' });
    const [first, second] = pair.standIn.requests();
    expect(second!.body).toBe(first!.body);
    expect(seal.payload_sha256).toBe(await fingerprintOf(store, issue, first!.body));
    expect(pair.standIn.ledger()).toMatchObject({ accepted: 7, replays: 1, conflicts: 0, duplicates: [] });
    await other.close();
    await pair.close();
  });

  it('moves to a mailer without a fast way under a new seal, if nothing of it was taken', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 3, batchSize: 10 });
    const first = bulkMailer([{ kind: 'wait', because: 'rate', retryAfterMs: 1_000, reason: 'rate' }]);
    await sendBatches(senderDeps(store, clock, [first]), issue, patient);
    const before = await sealOf(store);
    expect(before).toMatchObject({ provider: 'resend', unclear_since: null });
    await unsubscribe(store, 2, { at: clock.now(), consent: LEFT });
    clock.advance(2_000);
    const second = keyedApi({ name: 'smtp' });
    await sendBatches(senderDeps(store, clock, [second]), issue, patient);
    const after = await sealOf(store);
    expect(second.calls.map(({ to }) => to)).toEqual([['reader1@example.com', 'reader3@example.com']]);
    expect(after.provider).toBe('smtp');
    expect(after.idempotency_key).not.toBe(before.idempotency_key);
    expect(buildLedger(3, await tallyBatches(store, issue.issueId))).toMatchObject({
      submitted: 2,
      suppressed: 1,
      pending: 0,
    });
  });

  it('stays where it is after an unclear answer, under its seal', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 3, batchSize: 10 });
    const first = bulkMailer([{ kind: 'unclear', reason: 'reset' }]);
    await sendBatches(senderDeps(store, clock, [first]), issue, patient);
    const before = await sealOf(store);
    clock.advance(60_000);
    const second = keyedApi({ name: 'smtp' });
    const deps = senderDeps(store, clock, [second]);
    const [preferred] = deps.mailers;
    expect(await submitNextBatch({ ...deps, ...preferred!, onlyBound: false }, issue)).toEqual({
      kind: 'none',
    });
    expect(second.calls).toEqual([]);
    expect(await sealOf(store)).toEqual(before);
    await sendBatches(senderDeps(store, clock, [first]), issue, patient);
    expect(first.posted[1]).toBe(first.posted[0]);
  });

  it('that an older version sealed as messages is finished as messages', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issue = await freezeForTest(store, clock, { readers: 3, batchSize: 10 });
    const old = keyedApi({ script: (_call, n) => (n === 0 ? 'lost' : undefined) });
    await sendBatches(senderDeps(store, clock, [old]), issue, patient);
    clock.advance(2_000);
    const { bulk } = bulkMailer([]);
    const newer: Mailer = { ...old, bulk: bulk! };
    expect(await sendBatches(senderDeps(store, clock, [newer]), issue, patient)).toEqual({ kind: 'settled' });
    expect(old.calls[1]).toEqual(old.calls[0]);
    expect([...old.accepted.values()]).toEqual([1, 1, 1]);
  });
});

it('the two forms of one batch never share a hash', async () => {
  const recipients = [{ seq: 1, subscriberId: 1, email: 'a@b.example', name: '', variant: 1 }];
  const { frozenMail, WEEK } = await import('../support/frozen-issue.ts');
  const issue = { issueId: 1, week: WEEK, mails: [frozenMail()], installationId: 'inst' };
  const { bulk } = bulkMailer([]);
  const body = bulk!.encode(bulkReaders(issue, KEYRING.current, recipients));
  expect(body.sha256).not.toBe(hashMessages(buildMessages(issue, KEYRING.current, recipients)));
});

describeStores('looking for what is due', open => {
  it('says the earliest instant, or now as soon as any batch may be tried', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const { issueId } = await freezeForTest(store, clock, { readers: 3, batchSize: 1 });
    const later = (n: number, ms: number) =>
      store.db
        .updateTable('batches')
        .set({ not_before: clock.now() + ms })
        .where('n', '=', n)
        .execute();
    const due = () => batchStore(store).nextDue(issueId, clock.now());
    await later(1, 5_000);
    await later(2, 3_000);
    expect(await due()).toBe(clock.now());
    await later(3, 9_000);
    expect(await due()).toBe(clock.now() + 3_000);
    await store.db.updateTable('batches').set({ state: 'submitted' }).execute();
    expect(await due()).toBe(null);
  });
});
