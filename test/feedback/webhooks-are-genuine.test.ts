import { beforeEach, expect, it } from 'vitest';
import type { MailEvent } from '../../src/feedback/mail-event.ts';
import { resendWebhook } from '../../src/feedback/resend-webhook.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { eventInbox } from '../../src/storage/feedback/event-inbox.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest } from '../support/frozen-issue.ts';
import type { TestApp } from '../support/newsroom.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import {
  bounce,
  eventBody,
  feedbackState,
  OLD_SECRET,
  openHooks,
  openRoom,
  post,
  SECRET,
  signed,
  tag,
} from './hooks.ts';

describeStores('webhooks', open => {
  const clock = fixedClock('2026-11-26T09:10:00Z');
  let store: TestStore;
  let room: TestApp;
  beforeEach(async () => {
    store = await open();
    room = await openRoom(store, clock);
    await freezeForTest(store, clock, { readers: 3, batchSize: 2 });
  });
  const kept = async () => (await store.db.selectFrom('mail_events').select('event_id').execute()).length;
  const body = eventBody('complained', { delivery: tag(1) });

  it('with a right signature are kept and answered with 200', async () => {
    expect(await post(await openHooks(room), { id: 'msg_1', body })).toBe(200);
    expect(await kept()).toBe(1);
  });

  it('are refused with 503 while no secret is set', async () => {
    expect(await post(await openHooks(room, []), { id: 'msg_1', body })).toBe(503);
    expect(await kept()).toBe(0);
  });

  it('may be signed with either of two secrets while one is rotated', async () => {
    const hooks = await openHooks(room, [SECRET, OLD_SECRET]);
    expect(await post(hooks, { id: 'msg_1', body })).toBe(200);
    expect(await post(hooks, { id: 'msg_2', body, secret: OLD_SECRET })).toBe(200);
    expect(await post(await openHooks(room, [SECRET]), { id: 'msg_3', body, secret: OLD_SECRET })).toBe(401);
  });

  it('that are forged, stale, from the future or unsigned get 401 and change nothing', async () => {
    const hooks = await openHooks(room);
    const before = await feedbackState(store);
    const right = signed({ id: 'msg_1', body });
    const changed = { ...right, body: body.replace('complained', 'bounced') };
    const otherId = { ...right, headers: { ...right.headers, 'svix-id': 'msg_2' } };

    expect((await hooks.request('/hooks/resend', changed)).status).toBe(401);
    expect((await hooks.request('/hooks/resend', otherId)).status).toBe(401);
    expect((await hooks.request('/hooks/resend', { method: 'POST', body })).status).toBe(401);
    expect(await post(hooks, { id: 'msg_1', body, secret: OLD_SECRET })).toBe(401);
    expect(await post(hooks, { id: 'msg_1', body, signature: 'v1,' })).toBe(401);
    expect(await post(hooks, { id: 'msg_1', body, signature: 'v1' })).toBe(401);
    expect(await post(hooks, { id: 'msg_1', body, age: 6 * 60 })).toBe(401);
    expect(await post(hooks, { id: 'msg_1', body, age: -6 * 60 })).toBe(401);
    expect(await kept()).toBe(0);
    await takeInEvents(room);
    expect(await feedbackState(store)).toEqual(before);

    expect(await post(hooks, { id: 'msg_1', body, age: 4 * 60 })).toBe(200);
  });

  it('that are replayed with the same id are answered with 200 and change nothing', async () => {
    const hooks = await openHooks(room);
    const delivered = eventBody('delivered', { delivery: tag(1) });
    const stored = () => store.db.selectFrom('mail_events').selectAll().execute();
    await post(hooks, { id: 'msg_1', body: delivered });
    await takeInEvents(room);
    const before = [await feedbackState(store), await stored()];

    expect(await post(hooks, { id: 'msg_1', body: delivered })).toBe(200);
    // Signed, yet under a known id: whatever it says now, it has been said.
    expect(await post(hooks, { id: 'msg_1', body })).toBe(200);
    const other = eventBody('bounced', { delivery: tag(2), data: bounce('Permanent') });
    expect(await post(hooks, { id: 'msg_1', body: other })).toBe(200);
    await takeInEvents(room);
    expect([await feedbackState(store), await stored()]).toEqual(before);
  });

  it('over 1 MB get 413, other methods 405', async () => {
    const hooks = await openHooks(room);
    const large = eventBody('opened', { data: { padding: 'x'.repeat(1_048_576) } });
    expect(await post(hooks, { id: 'msg_1', body: large })).toBe(413);
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
      const answer = await hooks.request('/hooks/resend', { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  it('with strange bodies are kept and never break anything', async () => {
    const hooks = await openHooks(room);
    const strange = [
      '',
      'null',
      '[]',
      '42',
      '"text"',
      'not JSON \u0000',
      '{',
      '{"type":7,"data":[]}',
      '\ufeff{"type":"email.opened"}',
      '{"type":"email.bounced","data":{"bounce":"no","tags":[1,2]}}',
      '{"type":"email.clicked","data":{"click":{"link":5},"tags":{"delivery":{"a":1}}}}',
      '{"type":"email.sent\\u0000","created_at":"yesterday","data":{"email_id":"a\\u0000b"}}',
      '{"type":"email.sent","data":{"tags":{"delivery":"inst_999999999999999_999999999999999"}}}',
      '{"type":"contact.created","data":{"email":"someone@example.com","first_name":"Ada"}}',
      `{"type":"${'x'.repeat(5_000)}"}`,
    ];
    for (const [index, text] of strange.entries()) {
      expect([text, await post(hooks, { id: `msg_${index}`, body: text })]).toEqual([text, 200]);
    }
    await takeInEvents(room);
    expect(await kept()).toBe(strange.length);
    expect(Object.values(await feedbackState(store))[0]).toEqual([]);
  });

  it('of which one cannot be stored are told apart from the others that came with it', async () => {
    const keep = eventInbox(store, clock.now);
    const event = (eventId: string): MailEvent => ({
      source: 'resend',
      eventId,
      type: 'email.sent',
      at: 1,
      providerId: '',
      subject: { kind: 'untagged' },
      body: '{}',
    });
    const broken = { ...event('msg_2'), type: null } as unknown as MailEvent;
    const answers = await Promise.allSettled(
      ['msg_0', 'msg_1'].map(event).concat(broken, event('msg_3')).map(keep),
    );
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await kept()).toBe(3);
  });

  it('keep no address, subject, header or token of a reader', async () => {
    const token = 'A1b2'.repeat(12);
    const link = `https://weekly.example.com/unsubscribe/${token}`;
    await post(await openHooks(room), {
      id: 'msg_1',
      body: eventBody('clicked', {
        delivery: tag(1),
        to: 'reader1@example.com',
        data: {
          headers: [{ name: 'X', value: token }],
          click: { link, userAgent: 'UA', ipAddress: '1.2.3.4' },
        },
      }),
    });
    await post(await openHooks(room), {
      id: 'msg_2',
      body: eventBody('bounced', {
        delivery: tag(1),
        data: bounce('Permanent', '550 <reader1@example.com> unknown'),
      }),
    });
    await post(await openHooks(room), {
      id: 'msg_3',
      body: '{"type":"contact.created","data":{"email":"reader1@example.com","first_name":"Ada"}}',
    });
    const rows = await store.db.selectFrom('mail_events').selectAll().orderBy('event_id').execute();
    const text = JSON.stringify(rows);
    for (const personal of ['reader1', 'Zed vs', token, 'Ada']) expect(text).not.toContain(personal);
    expect(JSON.parse(rows[0]!.body).data.click.link).toMatch(
      /^https:\/\/weekly\.example\.com\/unsubscribe\/~[0-9a-f]{12}$/,
    );
  });
});

it('a secret that is none stops the start', () => {
  expect(() => resendWebhook(['whsec_not base64!'], 'inst')).toThrow(/RESEND_WEBHOOK_SECRET/);
  expect(() => resendWebhook(['whsec_'], 'inst')).toThrow(/RESEND_WEBHOOK_SECRET/);
});
