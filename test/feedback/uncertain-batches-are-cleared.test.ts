import { beforeEach, expect, it } from 'vitest';
import { buildLedger, sums } from '../../src/delivery/ledger.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { resolveBatch } from '../../src/newsroom/resolve-batch.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { activityOf } from '../../src/storage/issue/activity.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import { freezeForTest, keyedApi, senderDeps, WEEK } from '../support/frozen-issue.ts';
import type { TestApp } from '../support/newsroom.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { eventBody, openHooks, openRoom, post, tag } from './hooks.ts';

const EDITOR = 'editor@example.com';
const { signal } = new AbortController();

describeStores('an uncertain batch', open => {
  let clock: FixedClock;
  let store: TestStore;
  let room: TestApp;
  let issue: Awaited<ReturnType<typeof freezeForTest>>;
  /** Loses its answer about the second batch for ever, though it took the mails. */
  let api: ReturnType<typeof keyedApi>;
  const ledger = async () => buildLedger(7, await tallyBatches(store, issue.issueId));
  const send = () => sendBatches(senderDeps(store, clock, [api]), issue, { signal, patienceMs: 0 });
  const event = async (id: string, seq: number, type = 'delivered') => {
    await post(await openHooks(room), {
      id,
      body: eventBody(type, { delivery: tag(seq), emailId: `re_${seq}` }),
    });
  };
  const state = async () => (await room.issues.find(WEEK))?.state;
  const resolve = (as: 'submitted' | 'not-sent', by = EDITOR, batch = 2) =>
    resolveBatch(room, WEEK, { batch, as, by });

  beforeEach(async () => {
    clock = fixedClock('2026-11-26T09:10:00Z');
    store = await open();
    room = await openRoom(store, clock);
    issue = await freezeForTest(store, clock, { readers: 7, batchSize: 3 });
    api = keyedApi({
      script: ({ key }) => (key.includes('/2/') && api.calls.length < 20 ? 'lost' : undefined),
    });
    await send();
    clock.advance(24 * 3_600_000);
    await send();
    await issueStore(store).move(issue.issueId, 'sending', 'sent', { at: 0 });
    expect(await ledger()).toMatchObject({ submitted: 4, uncertain: 3, pending: 0 });
  });

  it('is settled by an event about any of its members, and the ledger sums', async () => {
    await event('a', 5);
    expect(await takeInEvents(room)).toEqual({ applied: 1, reconciled: 1 });
    expect(await ledger()).toMatchObject({ submitted: 7, uncertain: 0, pending: 0 });
    expect(sums(await ledger())).toBe(true);
    const batch = await store.db
      .selectFrom('batches')
      .select(['state', 'provider_ids', 'reason'])
      .where('n', '=', 2)
      .executeTakeFirst();
    expect(batch).toEqual({
      state: 'submitted',
      provider_ids: '["re_5"]',
      reason: 'The mail API reported mails of this batch: it was taken.',
    });
    expect(await activityOf(store, WEEK)).toMatchObject([
      { who: 'mail events', action: 'reconciled', detail: 'batch 2: uncertain before, submitted now' },
    ]);
    expect(await takeInEvents(room)).toEqual({ applied: 0, reconciled: 0 });
  });

  it('is left alone by events about others', async () => {
    await event('a', 3);
    await event('b', 7);
    await post(await openHooks(room), { id: 'c', body: eventBody('delivered', { delivery: 'other_1_5' }) });
    expect(await takeInEvents(room)).toEqual({ applied: 2, reconciled: 0 });
    expect(await ledger()).toMatchObject({ submitted: 4, uncertain: 3 });
  });

  it('is settled by an event that came before it became uncertain', async () => {
    await store.db.updateTable('batches').set({ state: 'submitting' }).where('n', '=', 2).execute();
    await store.db
      .updateTable('batches')
      .set({ unclear_since: clock.now() - 3_600_000, lease_until: clock.now() })
      .where('n', '=', 2)
      .execute();
    await event('a', 5);
    // Its sender can still ask, and the answer tells who was rejected.
    expect(await takeInEvents(room)).toEqual({ applied: 1, reconciled: 0 });
    await store.db
      .updateTable('batches')
      .set({ state: 'uncertain', lease_until: 0 })
      .where('n', '=', 2)
      .execute();
    expect(await takeInEvents(room)).toEqual({ applied: 0, reconciled: 1 });
  });

  it('left submitting for a day by a stopped issue is settled by its events', async () => {
    await store.db
      .updateTable('batches')
      .set({
        state: 'submitting',
        owner: 'dead',
        unclear_since: clock.now() - 24 * 3_600_000,
        lease_until: 1,
      })
      .where('n', '=', 2)
      .execute();
    await event('a', 6);
    expect(await takeInEvents(room)).toEqual({ applied: 1, reconciled: 1 });
    expect(await ledger()).toMatchObject({ submitted: 7, pending: 0 });
  });

  it('counts as submitted by the word of an editor, which is kept with the name', async () => {
    const outcome = await resolve('submitted');
    expect(outcome).toMatchObject({ kind: 'resolved', status: { submitted: 7, uncertain: 0, pending: 0 } });
    expect(await activityOf(store, WEEK)).toMatchObject([
      { who: EDITOR, action: 'resolved', detail: 'batch 2 (3 readers) as submitted' },
    ]);
    expect(await state()).toBe('sent');
    expect(api.calls.length).toBeGreaterThan(0);
  });

  it('resolved as not sent is posted again under a new key to those who are still readers', async () => {
    const before = new Set(api.calls.map(({ key }) => key));
    await store.db.updateTable('subscribers').set({ state: 'unsubscribed' }).where('id', '=', 5).execute();
    // The mail API never saw it, whatever this one did.
    api = keyedApi({});
    expect(await resolve('not-sent')).toMatchObject({
      kind: 'resolved',
      status: { state: 'sending', submitted: 4, uncertain: 0, pending: 3 },
    });
    expect(sums(await ledger())).toBe(true);
    expect(await send()).toEqual({ kind: 'settled' });
    expect(api.calls.map(({ to }) => to)).toEqual([['reader4@example.com', 'reader6@example.com']]);
    expect(before.has(api.calls[0]!.key)).toBe(false);
    expect(await ledger()).toMatchObject({ submitted: 6, suppressed: 1, uncertain: 0, pending: 0 });
    expect(sums(await ledger())).toBe(true);
    expect(await activityOf(store, WEEK)).toMatchObject([
      { who: EDITOR, detail: 'batch 2 (3 readers) as not-sent' },
    ]);
  });

  it('cannot be called not sent once events say otherwise, also those that wait in the inbox', async () => {
    await event('a', 4, 'bounced');
    expect(await resolve('not-sent')).toMatchObject({
      kind: 'refused',
      why: `Batch 2 of ${WEEK} is submitted, not uncertain.`,
    });
    expect(await ledger()).toMatchObject({ submitted: 7, pending: 0 });
  });

  it('called not sent by mistake is settled by an event that comes before it is posted again', async () => {
    await resolve('not-sent');
    await event('a', 4);
    expect(await takeInEvents(room)).toEqual({ applied: 1, reconciled: 1 });
    expect(await ledger()).toMatchObject({ submitted: 7, pending: 0 });
  });

  it('is decided by editors alone, and only while it is uncertain', async () => {
    const before = await store.db.selectFrom('batches').selectAll().orderBy('n').execute();
    for (const by of ['', 'stranger@example.com', 'sample run']) {
      expect(await resolve('submitted', by)).toMatchObject({ kind: 'refused' });
    }
    expect(await resolve('submitted', EDITOR, 1)).toMatchObject({ kind: 'refused' });
    expect(await resolve('submitted', EDITOR, 99)).toMatchObject({ kind: 'refused' });
    expect(await resolveBatch(room, '2026-W01', { batch: 2, as: 'submitted', by: EDITOR })).toMatchObject({
      kind: 'refused',
    });
    expect(await store.db.selectFrom('batches').selectAll().orderBy('n').execute()).toEqual(before);
    expect(await activityOf(store, WEEK)).toEqual([]);
    expect(await resolve('submitted')).toMatchObject({ kind: 'resolved' });
    expect(await resolve('submitted')).toMatchObject({ kind: 'refused' });
  });
});
