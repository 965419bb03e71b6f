import { createHmac } from 'node:crypto';
import type { Hono } from 'hono';
import { beforeEach, expect, it } from 'vitest';
import { hookRoutes } from '../../src/api/hooks.ts';
import { RANK } from '../../src/feedback/outcome.ts';
import { openToPublic } from '../../src/newsroom/public-room.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import type { WebEnv } from '../../src/web/web-env.ts';
import { addressOf, openReturnRoom, type ReturnRoom } from '../newsroom/returned/returned-room.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest } from '../support/frozen-issue.ts';
import { deliveryReport } from '../support/returned-mail.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { feedbackState, outcomesOf } from './hooks.ts';

const SECRET = `whsec_${Buffer.from('the secret of these tests, 32 by').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('another secret, also of 32 bytes').toString('base64')}`;

describeStores('calls of a relay about what came back', open => {
  const clock = fixedClock('2026-11-26T09:10:00Z');
  let store: TestStore;
  let room: ReturnRoom;
  let hooks: Hono<WebEnv>;
  beforeEach(async () => {
    store = await open();
    room = await openReturnRoom(store, clock, { BOUNCE_HOOK_SECRET: SECRET });
    await freezeForTest(store, clock, { readers: 8, batchSize: 1 });
    await store.db.updateTable('batches').set({ state: 'submitted', provider: 'smtp' }).execute();
    hooks = await hookRoutes(await openToPublic(room, ''));
  });

  let calls = 0;
  const post = async (
    body: string,
    { secret = SECRET, type = 'application/json', prefix = 'webhook' } = {},
  ): Promise<number> => {
    calls += 1;
    const [id, timestamp] = [`msg_${calls}`, String(Math.floor(Date.now() / 1000))];
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    const headers = {
      'content-type': type,
      [`${prefix}-id`]: id,
      [`${prefix}-timestamp`]: timestamp,
      [`${prefix}-signature`]: `v1,${mac}`,
    };
    return (await hooks.request('/hooks/bounce', { method: 'POST', headers, body })).status;
  };
  const kept = async () => (await store.db.selectFrom('mail_events').select('event_id').execute()).length;
  const said = (seq: number, event: string, more: object = {}) => ({
    id: `${event}-${seq}`,
    event,
    return_path: addressOf(room, seq),
    ...more,
  });

  it('end as every other report does, however they say it', async () => {
    const to = addressOf(room, 1);
    expect(await post(deliveryReport({ to }), { type: 'message/rfc822' })).toBe(200);
    const mail = Buffer.from(deliveryReport({ to: 'bounces@relay.example' })).toString('base64');
    expect(await post(JSON.stringify({ mail, return_path: addressOf(room, 2) }))).toBe(200);
    const both = [said(3, 'bounced', { permanent: true, code: 'no_mailbox', at: '2026-11-26T09:09:00Z' })];
    expect(await post(JSON.stringify([...both, said(4, 'complained')]), { prefix: 'svix' })).toBe(200);
    expect(await post(JSON.stringify(said(5, 'delivered')))).toBe(200);
    expect(await post(JSON.stringify(said(6, 'delayed')))).toBe(200);
    expect(await post(JSON.stringify(said(7, 'bounced', { about: 'us', permanent: true })))).toBe(200);
    expect(await post(JSON.stringify(said(8, 'bounced')))).toBe(200);
    await takeInEvents(room);
    expect(await outcomesOf(store)).toEqual({
      1: RANK.bounced,
      2: RANK.bounced,
      3: RANK.bounced,
      4: RANK.complained,
      5: RANK.delivered,
      6: RANK.delayed,
      7: RANK.blocked,
      8: RANK.bounced_soft,
    });
    const suppressed = await store.db.selectFrom('suppressions').select('email').orderBy('email').execute();
    expect(suppressed.map(({ email }) => email)).toEqual(
      [1, 2, 3, 4].map(reader => `reader${reader}@example.com`),
    );
  });

  it('change nothing when they are forged, or about a mail that no return path proves', async () => {
    const before = await feedbackState(store);
    const body = JSON.stringify(said(1, 'complained'));
    expect(await post(body, { secret: OTHER })).toBe(401);
    expect((await hooks.request('/hooks/bounce', { method: 'POST', body })).status).toBe(401);
    expect((await hooks.request('/hooks/bounce')).status).toBe(405);
    const wrong = addressOf(room, 1).replace('d1-1-', 'd1-2-');
    for (const nothing of [
      { ...said(1, 'complained'), return_path: wrong },
      { ...said(1, 'complained'), return_path: undefined },
      said(1, 'exploded'),
      { mail: '!' },
      [],
      'x',
    ]) {
      expect(await post(JSON.stringify(nothing))).toBe(200);
    }
    expect(await post('{')).toBe(200);
    await takeInEvents(room);
    expect(await kept()).toBe(0);
    expect(await feedbackState(store)).toEqual(before);
  });

  it('that come twice count once, by their own id', async () => {
    const body = JSON.stringify(said(1, 'bounced', { permanent: true }));
    expect([await post(body), await post(body)]).toEqual([200, 200]);
    expect(await kept()).toBe(1);
  });

  it('that say two things of one mail under one id are two, and one that makes no sense is left out alone', async () => {
    const id = 'in the queue as 4711';
    const mail = deliveryReport({ to: 'bounces@relay.example' });
    const lines = Buffer.from(mail)
      .toString('base64')
      .replace(/.{76}/g, line => `${line}\r\n`);
    const all = [
      { ...said(1, 'delayed'), id },
      { ...said(1, 'bounced', { permanent: true }), id },
      said(2, 'exploded'),
      null,
      { mail: lines, return_path: addressOf(room, 3) },
    ];
    expect(await post(JSON.stringify(all))).toBe(200);
    await takeInEvents(room);
    expect(await kept()).toBe(3);
    expect(await outcomesOf(store)).toEqual({ 1: RANK.bounced, 3: RANK.bounced });
  });

  it('are refused with 503 while no secret is set', async () => {
    const { BOUNCE_HOOK_SECRET: _, ...settings } = room.settings;
    hooks = await hookRoutes(await openToPublic({ ...room, settings }, ''));
    expect(await post(JSON.stringify(said(1, 'complained')))).toBe(503);
  });
});
