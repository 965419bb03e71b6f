import { beforeEach, expect, it } from 'vitest';
import { buildLedger, sums } from '../../src/delivery/ledger.ts';
import type { Evidence, Findings } from '../../src/delivery/mailers/evidence.ts';
import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { askRecords } from '../../src/newsroom/ask-records.ts';
import type { Newsroom } from '../../src/newsroom/newsroom.ts';
import { resolveBatch } from '../../src/newsroom/resolve-batch.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { uncertainBatches } from '../../src/storage/delivery/progress.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import { freePacer, freezeForTest, keyedApi, senderDeps, WEEK } from '../support/frozen-issue.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { eventBody, openHooks, openRoom, outcomesOf, post, tag } from './hooks.ts';

const READERS = 30;
const BATCH = 10;
const MINUTE = 60_000;
const { signal } = new AbortController();

/**
 * Three batches of ten through a mail API without keys, that takes each mail by itself. The second call is broken off: of
 * its members 11, 12, 15 and 20 were taken.
 */
describeStores('a call that a mail API without keys has taken in part', open => {
  const taken = [11, 12, 15, 20];
  let clock: FixedClock;
  let store: TestStore;
  let issue: Awaited<ReturnType<typeof freezeForTest>>;
  let api: Mailer & { readonly accepted: Map<string, number> };
  let room: Newsroom;
  /** What the provider's own record has; null where it gives no answer. */
  let record: Set<string> | null;
  let asked: string[][];

  beforeEach(async () => {
    clock = fixedClock('2026-11-26T09:10:00Z');
    store = await open();
    issue = await freezeForTest(store, clock, { readers: READERS, batchSize: BATCH });
    record = new Set();
    asked = [];
    const keyed = keyedApi({ name: 'postmark', keyWindowMs: null });
    let calls = 0;
    const lossy: Mailer['submit'] = async (messages, options) => {
      clock.advance(1_000);
      calls += 1;
      if (calls !== 2) return keyed.submit(messages, options);
      await keyed.submit(
        messages.filter((_, index) => taken.includes(11 + index)),
        options,
      );
      return { kind: 'unclear', reason: 'the connection was reset' };
    };
    const evidence: Evidence = {
      proves: 'mail',
      events: true,
      record: { find: async ({ deliveries }) => found(deliveries) },
    };
    api = { ...keyed, evidence, submit: lossy };
    room = { ...(await openRoom(store, clock)), mailers: [{ mailer: api, pacer: freePacer(), lanes: 1 }] };
    await sendBatches(senderDeps(store, clock, [api]), issue, { signal, patienceMs: 0 });
    await issueStore(store).move(issue.issueId, 'sending', 'sent', { at: 0 });
    clock.advance(1_000);
    expect(await ledger()).toMatchObject({ submitted: 20, uncertain: 10, pending: 0 });
  });

  const found = (deliveries: readonly string[]): Findings => {
    asked.push([...deliveries]);
    if (record === null) return { kind: 'no_answer', why: 'it is down' };
    const known = deliveries.filter(each => record?.has(each));
    return { kind: 'found', taken: new Map(known.map(each => [each, `id of ${each}`])) };
  };
  const ledger = async () => buildLedger(READERS, await tallyBatches(store, issue.issueId));
  const event = async (seq: number) => {
    const body = eventBody('delivered', { delivery: tag(seq), emailId: `pm_${seq}` });
    await post(await openHooks(room), { id: `event ${seq}`, body });
  };
  const uncertain = async () =>
    (await uncertainBatches(store, issue.issueId)).map(({ firstSeq, lastSeq, unseenAt }) => ({
      readers: [firstSeq, lastSeq],
      unseen: unseenAt !== null,
    }));
  const release = () => resolveBatch(room, WEEK, { batch: 'all', as: 'not-sent', by: 'editor@example.com' });
  const resend = () => sendBatches(senderDeps(store, clock, [api]), issue, { signal, patienceMs: 0 });
  /** Everybody whom the API has, once. */
  const everybodyOnce = () =>
    expect([...api.accepted.values()]).toEqual(Array.from({ length: READERS }, () => 1));
  const recordAll = (seqs: readonly number[]) => {
    for (const seq of seqs) record?.add(tag(seq));
  };

  it('rests, however often it is looked at', async () => {
    for (let round = 0; round < 3; round += 1) {
      await resend();
      await takeInEvents(room);
    }
    expect(await ledger()).toMatchObject({ submitted: 20, uncertain: 10 });
  });

  it('is settled for those whom events name, and for nobody else', async () => {
    for (const seq of [12, 11, 20]) await event(seq);
    expect(await takeInEvents(room)).toEqual({ applied: 3, reconciled: 1 });
    expect(await ledger()).toMatchObject({ submitted: 23, uncertain: 7, pending: 0 });
    expect(sums(await ledger())).toBe(true);
    expect(await uncertain()).toEqual([{ readers: [13, 19], unseen: false }]);
    await event(15);
    await takeInEvents(room);
    expect(await uncertain()).toEqual([
      { readers: [13, 14], unseen: false },
      { readers: [16, 19], unseen: false },
    ]);
    const ids = await store.db
      .selectFrom('provider_map')
      .select(['seq', 'provider_id'])
      .where('seq', 'in', [11, 12, 15, 20])
      .orderBy('seq')
      .execute();
    expect(ids).toEqual([11, 12, 15, 20].map(seq => ({ seq, provider_id: `pm_${seq}` })));
    expect((await activityOf(store, WEEK)).map(({ detail }) => detail)).toEqual([
      'batch 2: 3 of 10 readers were uncertain, submitted now',
      'batch 2: 1 of 7 readers were uncertain, submitted now',
    ]);
  });

  it('is settled for those whom the provider’s own record has', async () => {
    recordAll([11, 12]);
    await askRecords(room);
    expect(await ledger()).toMatchObject({ submitted: 22, uncertain: 8 });
    expect(await outcomesOf(store)).toEqual({ 11: 10, 12: 10 });
    expect(await uncertain()).toEqual([{ readers: [13, 20], unseen: false }]);
  });

  it('is not believed to be missing before the record has mails from before and after', async () => {
    recordAll(taken);
    await askRecords(room);
    expect(await uncertain()).toEqual([
      { readers: [13, 14], unseen: false },
      { readers: [16, 19], unseen: false },
    ]);
    // Of the first and the third call events have come, but the record lags behind.
    for (const seq of [3, 27]) await event(seq);
    await takeInEvents(room);
    recordAll([3]);
    clock.advance(5 * MINUTE);
    await askRecords(room);
    expect((await uncertain()).map(({ unseen }) => unseen)).toEqual([false, false]);
    recordAll([27]);
    clock.advance(30 * MINUTE);
    await askRecords(room);
    expect((await uncertain()).map(({ unseen }) => unseen)).toEqual([true, true]);
  });

  it('goes again to exactly those who were not taken once an editor releases it', async () => {
    recordAll(taken);
    await release();
    // Whoever the record named was settled before the word was recorded.
    expect(await ledger()).toMatchObject({ submitted: 24, uncertain: 0, pending: 6 });
    await resend();
    expect(await ledger()).toMatchObject({ submitted: 30, pending: 0, uncertain: 0 });
    everybodyOnce();
  });

  it('is never released by itself unless the rule is on, and then only what stayed unseen', async () => {
    for (const seq of [3, 27]) await event(seq);
    await takeInEvents(room);
    recordAll([3, 27, ...taken]);
    const rounds = async () => {
      for (let round = 0; round < 4; round += 1) {
        await askRecords(room);
        clock.advance(20 * MINUTE);
      }
    };
    await rounds();
    expect(await ledger()).toMatchObject({ uncertain: 6, pending: 0 });
    room = { ...room, settings: { ...room.settings, RELEASE_UNSEEN: true } };
    await rounds();
    expect(await ledger()).toMatchObject({ uncertain: 0, pending: 6 });
    expect((await issueStore(store).find(WEEK))?.state).toBe('sending');
    await resend();
    everybodyOnce();
  });

  it('stays as it is when the record gives no answer, or is another account’s', async () => {
    record = null;
    await askRecords(room);
    expect(await ledger()).toMatchObject({ uncertain: 10 });
    record = new Set(taken.map(seq => tag(seq)));
    asked.length = 0;
    const other = { ...api, account: 'another' };
    await askRecords({ ...room, mailers: [{ mailer: other, pacer: freePacer(), lanes: 1 }] });
    expect(asked).toEqual([]);
    expect(await ledger()).toMatchObject({ uncertain: 10 });
  });

  it('is asked about soon, then ever more rarely', async () => {
    const asks: number[] = [];
    for (let minute = 0; minute < 240; minute += 1) {
      const before = asked.length;
      await askRecords(room);
      if (asked.length > before) asks.push(minute);
      clock.advance(MINUTE);
    }
    expect(asks.slice(0, 3)).toEqual([0, 1, 3]);
    expect(asks.length).toBeLessThan(15);
    expect(asks.at(-1)).toBeGreaterThan(170);
  });
});
