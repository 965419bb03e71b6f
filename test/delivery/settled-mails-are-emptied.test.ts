import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { submitNextSingleMail } from '../../src/delivery/single-mail.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import type { Store } from '../../src/storage/database.ts';
import { singleMailStore } from '../../src/storage/delivery/single-mails.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { bounce, eventBody, openHooks, openRoom, post } from '../feedback/hooks.ts';
import { fixedClock } from '../support/clock.ts';
import { keyedApi } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

const LINK = 'https://weekly.example/confirm/aVn4HfR6B4h1SZ3wKdZRcbnqzXT_tp3qdo_42-mhz0';
const MAIL = {
  kind: 'confirm' as const,
  to: 'ada@example.com',
  week: '',
  subject: 'Please confirm',
  html: `<a href="${LINK}">Yes</a>`,
  text: LINK,
  headers: { 'List-Unsubscribe': `<${LINK}>` },
};
const REFUSED: MailerAnswer = { kind: 'refused', scope: 'payload', code: 'x', reason: 'no such mailbox' };
const EMPTY = { subject: 'Please confirm', html: '', text: '', headers: '{}' };
const FULL = { ...EMPTY, html: MAIL.html, text: MAIL.text, headers: JSON.stringify(MAIL.headers) };

function bodiesOf(store: Store) {
  return store.db
    .selectFrom('single_mails')
    .select(['state', 'subject', 'html', 'text', 'headers'])
    .orderBy('id')
    .execute();
}

describeStores('a mail to one person', open => {
  it.each([
    { state: 'submitted', keyWindowMs: 1_000, script: () => undefined },
    { state: 'rejected', keyWindowMs: 1_000, script: () => REFUSED },
    { state: 'uncertain', keyWindowMs: null, script: () => 'lost' as const },
  ])('holds no link any more once it is $state', async ({ state, keyWindowMs, script }) => {
    const store = await open();
    const clock = fixedClock('2026-11-24T09:00:00Z');
    const queue = singleMailStore(store);
    await queue.enqueue({ ...MAIL, dedupe: 'confirm:1' }, clock.now());
    expect(await bodiesOf(store)).toEqual([{ ...FULL, state: 'pending' }]);
    const outcome = await submitNextSingleMail({
      store: queue,
      mailer: keyedApi({ script, keyWindowMs }),
      installationId: 'inst',
      owner: 'one',
      leaseMs: 20_000,
      from: 'v@example.com',
      replyTo: 'e@example.com',
      now: clock.now,
    });
    expect(outcome.kind).toBe(state);
    expect(await bodiesOf(store)).toEqual([{ ...EMPTY, state }]);
  });

  it('keeps its bytes while it may have to be handed over again', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-24T09:00:00Z');
    const queue = singleMailStore(store);
    await queue.enqueue({ ...MAIL, dedupe: 'confirm:1' }, clock.now());
    const api = keyedApi({ script: (_call, n) => (n === 0 ? 'lost' : undefined) });
    const sender = { store: queue, mailer: api, installationId: 'inst', owner: 'one', leaseMs: 20_000 };
    const deps = { ...sender, from: 'v@example.com', replyTo: 'e@example.com', now: clock.now };
    expect((await submitNextSingleMail(deps)).kind).toBe('later');
    expect(await bodiesOf(store)).toEqual([{ ...FULL, state: 'submitting' }]);
    clock.advance(2_000);
    expect((await submitNextSingleMail(deps)).kind).toBe('submitted');
    expect(api.calls[1]).toEqual(api.calls[0]);
  });

  it('of an earlier version is emptied at the update; what still waits is not', async () => {
    const store = await open();
    const states = ['pending', 'submitting', 'submitted', 'rejected', 'uncertain'];
    await store.db
      .insertInto('single_mails')
      .values(
        states.map(state => ({
          ...{ kind: MAIL.kind, dedupe: `confirm:${state}`, to_email: MAIL.to, state, ...FULL },
          ...{ unclear_since: null, created_at: 1, settled_at: null },
        })),
      )
      .execute();
    await sql`delete from migrations where name = '021-emptied'`.execute(store.db);
    expect(await migrate(store)).toEqual({ kind: 'ready', applied: ['021-emptied'] });
    expect(await bodiesOf(store)).toEqual(
      states.map((state, index) => ({ ...(index < 2 ? FULL : EMPTY), state })),
    );
  });
});

describeStores('an event', open => {
  it('of another installation, or of no mail of ours, is counted and says nothing any more', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const room = await openRoom(store, clock);
    const hooks = await openHooks(room);
    const data = bounce('Permanent', 'mailbox of somebody else');
    const foreign = eventBody('bounced', { delivery: 'elsewhere_1_7', data });
    expect(await post(hooks, { id: 'foreign', body: foreign })).toBe(200);
    expect(await post(hooks, { id: 'lost', body: eventBody('bounced', { emailId: 'who', data }) })).toBe(200);
    await takeInEvents(room);
    clock.advance(4 * 24 * 3_600_000);
    await takeInEvents(room);
    const rows = await store.db
      .selectFrom('mail_events')
      .select(['event_id', 'type', 'result', 'body'])
      .orderBy('event_id')
      .execute();
    expect(rows).toEqual([
      { event_id: 'foreign', type: 'email.bounced', result: 'foreign', body: '{}' },
      { event_id: 'lost', type: 'email.bounced', result: 'unmatched', body: '{}' },
    ]);
  });
});
