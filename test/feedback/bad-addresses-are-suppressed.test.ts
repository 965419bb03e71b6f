import { describe, expect, it } from 'vitest';
import { deadBySoftBounces, type PastDelivery } from '../../src/feedback/soft-bounces.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { recordConsents } from '../../src/storage/audience/consents.ts';
import { erase } from '../../src/storage/audience/erasures.ts';
import { suppressionOf } from '../../src/storage/audience/suppressions.ts';
import { forgetEvents } from '../../src/storage/feedback/mail-events.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest, WEEK } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { bounce, eventBody, openHooks, openRoom, outcomesOf, post, tag } from './hooks.ts';

const DAY = 24 * 3_600_000;

describeStores('an address', open => {
  const start = async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    const room = await openRoom(store, clock);
    await freezeForTest(store, clock, { readers: 6, batchSize: 3 });
    const hooks = await openHooks(room);
    let n = 0;
    const send = async (type: string, options: Parameters<typeof eventBody>[1]) => {
      n += 1;
      expect(await post(hooks, { id: `msg_${n}`, body: eventBody(type, options) })).toBe(200);
      await takeInEvents(room);
    };
    const reason = async (reader: number) =>
      (await suppressionOf(store, `reader${reader}@example.com`))?.reason ?? 'none';
    return { clock, store, room, send, reason };
  };

  it('is suppressed at once by a lasting bounce, a complaint, or because the mail API keeps its mail back', async () => {
    const { send, reason, store } = await start();
    await send('bounced', { delivery: tag(1), data: bounce('Permanent') });
    await send('complained', { delivery: tag(2) });
    await send('suppressed', {
      delivery: tag(3),
      data: { suppressed: { reason: 'previous_bounce', message: 'm' } },
    });
    await send('suppressed', { delivery: tag(4), data: { suppressed: { reason: 'previous_complaint' } } });
    await send('bounced', { delivery: tag(5), data: bounce('Transient') });
    await send('delivery_delayed', { delivery: tag(6) });
    expect(await Promise.all([1, 2, 3, 4, 5, 6].map(reason))).toEqual([
      'hard_bounce',
      'complaint',
      'hard_bounce',
      'complaint',
      'none',
      'none',
    ]);
    const states = await store.db.selectFrom('subscribers').select('state').distinct().execute();
    expect(states).toEqual([{ state: 'confirmed' }]);
  });

  it('is kept when its reader has confirmed it since the bounce that is told of late; a complaint always counts', async () => {
    const { store, send, reason } = await start();
    const bounced = Date.UTC(2026, 10, 26, 9, 5);
    const consent = { wording: 'Confirm', source: 'confirm-page', evidence: {} };
    const confirmed = (subscriberId: number, event: 'confirmed' | 'imported', at: number) =>
      recordConsents(store, [{ ...consent, subscriberId, event, at }]);
    for (const id of [1, 2, 3]) await confirmed(id, 'confirmed', bounced + 1_000);
    await confirmed(4, 'confirmed', bounced - 1_000);
    // Nobody has shown that a mail arrives there.
    await confirmed(5, 'imported', bounced + 1_000);
    const back = { suppressed: { reason: 'previous_bounce', message: 'm' } };
    await send('bounced', { delivery: tag(1), at: bounced, data: bounce('Permanent') });
    await send('complained', { delivery: tag(2), at: bounced });
    await send('suppressed', { delivery: tag(3), at: bounced, data: back });
    await send('bounced', { delivery: tag(4), at: bounced, data: bounce('Permanent') });
    await send('bounced', { delivery: tag(5), at: bounced, data: bounce('Permanent') });
    expect(await Promise.all([1, 2, 3, 4, 5].map(reason))).toEqual([
      'none',
      'complaint',
      'none',
      'hard_bounce',
      'hard_bounce',
    ]);
    // It did bounce, and is counted so; what bounces after the yes counts as ever.
    expect((await outcomesOf(store))[1]).toBe(70);
    await send('bounced', { delivery: tag(1), at: bounced + 2_000, data: bounce('Permanent') });
    expect(await reason(1)).toBe('hard_bounce');
  });

  it('keeps the heavier reason, whichever comes first', async () => {
    const { send, reason } = await start();
    await send('complained', { delivery: tag(1) });
    await send('bounced', { delivery: tag(1), data: bounce('Permanent') });
    await send('bounced', { delivery: tag(2), data: bounce('Permanent') });
    await send('complained', { delivery: tag(2) });
    expect([await reason(1), await reason(2)]).toEqual(['complaint', 'complaint']);
  });

  it('that bounces softly is suppressed after three issues over fifteen days', async () => {
    const { store, send, reason } = await start();
    await addPastIssues(store, ['2026-W45', '2026-W46', '2026-W47']);
    const thursday = Date.UTC(2026, 10, 5, 9);
    for (const [index, issueId] of [2, 3, 4, 1].entries()) {
      expect(await reason(1)).toBe('none');
      await send('bounced', {
        delivery: tag(1, issueId),
        at: thursday + index * 7 * DAY,
        data: bounce('Transient'),
      });
    }
    expect(await reason(1)).toBe('hard_bounce');
  });

  it('that bounced softly before its reader confirmed it anew begins again', async () => {
    const { store, send, reason } = await start();
    await addPastIssues(store, ['2026-W45', '2026-W46', '2026-W47']);
    const thursday = Date.UTC(2026, 10, 5, 9);
    const since = { subscriberId: 1, event: 'confirmed', at: thursday + DAY } as const;
    await recordConsents(store, [{ ...since, wording: '', source: 'confirm-page', evidence: {} }]);
    for (const [index, issueId] of [2, 3, 4].entries()) {
      await send('bounced', {
        delivery: tag(1, issueId),
        at: thursday + index * 8 * DAY,
        data: bounce('Transient'),
      });
    }
    expect(await reason(1)).toBe('none');
  });

  it('that bounces softly is kept when an issue arrived in between', async () => {
    const { store, send, reason } = await start();
    await addPastIssues(store, ['2026-W45', '2026-W46', '2026-W47']);
    const thursday = Date.UTC(2026, 10, 5, 9);
    for (const [index, issueId] of [2, 3, 4, 1].entries()) {
      const at = thursday + index * 7 * DAY;
      if (issueId === 4) await send('delivered', { delivery: tag(1, issueId), at });
      else await send('bounced', { delivery: tag(1, issueId), at, data: bounce('Undetermined') });
    }
    expect(await reason(1)).toBe('none');
  });

  it('of a confirmation that bounced is suppressed, if the tag or the id proves that the mail was ours', async () => {
    const { store, send, room } = await start();
    for (const to of ['a@example.com', 'b@example.com', 'c@example.com']) {
      await room.singleMails.enqueue(
        { kind: 'confirm', dedupe: to, to, week: '', subject: 's', html: 'h', text: 't', headers: {} },
        0,
      );
    }
    await store.db
      .updateTable('single_mails')
      .set({ state: 'submitted', provider_id: 're_b' })
      .where('to_email', '=', 'b@example.com')
      .execute();
    await store.db
      .updateTable('single_mails')
      .set({ state: 'uncertain' })
      .where('to_email', '=', 'a@example.com')
      .execute();
    const data = bounce('Permanent');
    await send('bounced', { delivery: 'inst_single_1', emailId: 're_a', data });
    await send('bounced', { delivery: 'single_2', emailId: 're_b', data });
    await send('bounced', { delivery: 'single_2', emailId: 're_of_another_database', data });
    await send('bounced', { delivery: 'single_3', emailId: 're_of_another_database', data });
    const rows = await store.db.selectFrom('suppressions').select('email').orderBy('email').execute();
    expect(rows).toEqual([{ email: 'a@example.com' }, { email: 'b@example.com' }]);
    const first = await store.db
      .selectFrom('single_mails')
      .select(['state', 'provider_id'])
      .where('id', '=', 1)
      .executeTakeFirst();
    expect(first).toEqual({ state: 'submitted', provider_id: 're_a' });
  });

  it('that was erased leaves nothing in the events, and an event that comes later brings nothing back', async () => {
    const { store, send, room } = await start();
    const click = { click: { link: 'https://x.example', ipAddress: '203.0.113.9', userAgent: 'Firefox' } };
    await send('clicked', { delivery: tag(1), data: click });
    await store.db.updateTable('batches').set({ state: 'submitted' }).execute();
    await erase(store, 'reader1@example.com', room.now());
    await forgetEvents(store, { subscriberId: 1, mailIds: [] });
    await send('clicked', { delivery: tag(1), data: click });
    await send('bounced', { delivery: tag(1), data: bounce('Permanent') });
    const bodies = await store.db.selectFrom('mail_events').select('body').distinct().execute();
    expect(bodies).toEqual([{ body: '{}' }]);
    const list = await store.db.selectFrom('suppressions').select(['email', 'reason']).execute();
    expect(list).toEqual([{ email: '', reason: 'erased' }]);
  });
});

describe('soft bounces', () => {
  const soft = (...days: number[]): PastDelivery[] =>
    days.map(day => ({ outcome: 'bounced_soft', at: day * DAY }));
  const arrived: PastDelivery = { outcome: 'delivered', at: 0 };

  it('add up by the written rule', () => {
    expect(deadBySoftBounces([])).toBe('');
    expect(deadBySoftBounces(soft(15, 0))).toBe('');
    expect(deadBySoftBounces(soft(14, 7, 0))).toBe('');
    expect(deadBySoftBounces(soft(15, 7, 0))).toBe('3 issues in a row bounced softly, over 15 days.');
    expect(deadBySoftBounces(soft(4, 3, 2, 1))).toBe('');
    expect(deadBySoftBounces(soft(4, 3, 2, 1, 0))).toBe('5 issues in a row bounced softly.');
    expect(deadBySoftBounces([...soft(30, 23), arrived, ...soft(9, 2)])).toBe('');
    expect(deadBySoftBounces([arrived, ...soft(30, 23, 16, 9, 2)])).toBe('');
    const unknown: PastDelivery = { outcome: 'delayed', at: 40 * DAY };
    expect(deadBySoftBounces([unknown, ...soft(30, 23, 15)])).toBe(
      '3 issues in a row bounced softly, over 15 days.',
    );
  });
});

/** Issues before the test's one, frozen earlier, with one delivery each: to reader 1. */
async function addPastIssues(
  store: Parameters<typeof suppressionOf>[0],
  weeks: readonly string[],
): Promise<void> {
  const model = await store.db
    .selectFrom('issues')
    .selectAll()
    .where('week', '=', WEEK)
    .executeTakeFirstOrThrow();
  for (const [index, week] of weeks.entries()) {
    const { id: _, ...columns } = model;
    const { id } = await store.db
      .insertInto('issues')
      .values({ ...columns, week, frozen_at: (model.frozen_at ?? 0) - (weeks.length - index) * 7 * DAY })
      .returning('id')
      .executeTakeFirstOrThrow();
    await store.db
      .insertInto('deliveries')
      .values({ issue_id: id, seq: 1, subscriber_id: 1, email: 'reader1@example.com', name: '', variant: 1 })
      .execute();
  }
}
