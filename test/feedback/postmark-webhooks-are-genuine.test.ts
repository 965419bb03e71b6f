import { beforeEach, expect, it } from 'vitest';
import { RANK } from '../../src/feedback/outcome.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest } from '../support/frozen-issue.ts';
import type { TestApp } from '../support/newsroom.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { feedbackState, openRoom, outcomesOf, tag } from './hooks.ts';
import { basic, eventFor, LOGIN, openPostmarkHooks, post } from './postmark-hooks.ts';

describeStores('webhooks of Postmark', open => {
  const clock = fixedClock('2026-11-26T09:10:00Z');
  let store: TestStore;
  let room: TestApp;
  beforeEach(async () => {
    store = await open();
    room = await openRoom(store, clock);
    await freezeForTest(store, clock, { readers: 6, batchSize: 3 });
    await store.db.updateTable('batches').set({ state: 'submitted' }).execute();
  });
  const kept = async () => (await store.db.selectFrom('mail_events').select('event_id').execute()).length;

  it('are refused with 503 while user and password are not set', async () => {
    const hooks = await openPostmarkHooks(room, null);
    expect(await post(hooks, eventFor(tag(1), { is: 'Delivery' }))).toBe(503);
    expect(await kept()).toBe(0);
  });

  it('that are forged change nothing', async () => {
    const hooks = await openPostmarkHooks(room);
    const before = await feedbackState(store);
    const complaint = eventFor(tag(1), { is: 'SpamComplaint' });
    const [user = '', password = ''] = [LOGIN.slice(0, 8), LOGIN.slice(9)];
    const wrong = [
      null,
      '',
      'Basic',
      'Basic ',
      'Basic !!!',
      `Bearer ${password}`,
      basic(''),
      basic(user),
      basic(`${user}:`),
      basic(`:${password}`),
      basic(`${user}:${password}x`),
      basic(`${user}:${password.slice(0, -1)}`),
      basic(LOGIN.toUpperCase()),
      basic(`${LOGIN}\0`),
      LOGIN,
    ];
    for (const authorization of wrong) expect(await post(hooks, complaint, authorization)).toBe(401);
    expect(await kept()).toBe(0);
    await takeInEvents(room);
    expect(await feedbackState(store)).toEqual(before);
    expect(await post(hooks, complaint, basic(LOGIN).replace('Basic', 'basic'))).toBe(200);
  });

  it('bring every mail’s outcome, whom to mail no more, and nothing twice', async () => {
    const hooks = await openPostmarkHooks(room);
    const events = [
      eventFor(tag(1), { is: 'Delivery' }),
      eventFor(tag(2), { is: 'Bounce', type: 'HardBounce' }),
      eventFor(tag(3), { is: 'SpamComplaint' }),
      eventFor(tag(4), { is: 'Bounce', type: 'SoftBounce' }),
      eventFor(tag(5), {
        is: 'SubscriptionChange',
        suppress: true,
        reason: 'ManualSuppression',
        origin: 'Recipient',
      }),
      eventFor(tag(6), { is: 'Bounce', type: 'Transient' }),
      eventFor(tag(6), { is: 'SubscriptionChange', suppress: false, reason: '', origin: 'Customer' }),
      {
        RecordType: 'SubscriptionChange',
        MessageID: null,
        Recipient: 'reader6@example.com',
        SuppressSending: true,
      },
    ];
    const twice = [...events, ...events.toReversed()];
    for (const event of twice) expect(await post(hooks, event)).toBe(200);
    expect(await kept()).toBe(events.length);
    await takeInEvents(room);
    expect(await outcomesOf(store)).toEqual({
      1: RANK.delivered,
      2: RANK.bounced,
      3: RANK.complained,
      4: RANK.bounced_soft,
      5: RANK.suppressed,
      6: RANK.delayed,
    });
    const { suppressions } = await feedbackState(store);
    expect(suppressions).toEqual([
      { email: 'reader2@example.com', reason: 'hard_bounce' },
      { email: 'reader3@example.com', reason: 'complaint' },
      { email: 'reader5@example.com', reason: 'complaint' },
    ]);
  });
});
