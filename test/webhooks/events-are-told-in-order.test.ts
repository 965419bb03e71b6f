import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { replayTo, rotateSecret } from '../../src/newsroom/webhooks/keep-endpoints.ts';
import { findEndpoint } from '../../src/storage/webhooks/endpoints.ts';
import { at, fixedClock, runningClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';
import { openWebhookReceiver, type Reaction } from '../support/webhook-receiver.ts';
import { listen, tellNow, tellOf } from './telling.ts';

const MINUTE_MS = 60_000;
const readersOf = (posts: readonly { event: { data: Record<string, unknown> } }[]) =>
  posts.map(({ event }) => event.data.subscriber);

/** Of one event. */
const MOST_REFUSALS = 5;

describeStores('an endpoint', open => {
  it('gets each event once, signed so that Standard Webhooks accepts it, with type, time and data', async () => {
    const store = await open();
    const room = await openTestApp(store, runningClock);
    const receiver = await openWebhookReceiver();
    const { secret } = await listen(room, receiver);
    await tellOf(store, at('2026-11-26T09:00:00Z'), 7, 8);
    await tellNow(room);
    await tellNow(room);
    expect(receiver.arrived.map(({ body }) => body)).toEqual([
      '{"type":"subscriber.unsubscribed","timestamp":"2026-11-26T09:00:00.000Z","data":{"subscriber":7}}',
      '{"type":"subscriber.unsubscribed","timestamp":"2026-11-26T09:00:00.000Z","data":{"subscriber":8}}',
    ]);
    for (const { body, headers } of receiver.arrived) {
      expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'subscriber.unsubscribed' });
      expect(() => new Webhook(secret).verify(body.replace('7', '9').replace('8', '9'), headers)).toThrow();
      expect(headers['webhook-id']).toMatch(/^evt_[A-Za-z0-9]+_\d+$/);
    }
    expect(new Set(receiver.arrived.map(({ id }) => id)).size).toBe(2);
  });

  it('gets only what it wants to be told of, and what is told to nobody is not written', async () => {
    const store = await open();
    const room = await openTestApp(store, runningClock);
    await tellOf(store, 1, 1);
    const receiver = await openWebhookReceiver();
    await listen(room, receiver, 'issue.sent, alarm');
    await tellOf(store, 1, 2);
    await tellNow(room);
    expect(receiver.arrived).toEqual([]);
    expect(await store.db.selectFrom('outgoing_events').selectAll().execute()).toEqual([]);
  });

  it('that refuses one event gets what else there is, and of its subject nothing before that', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const room = await openTestApp(store, clock);
    const receiver = await openWebhookReceiver();
    await listen(room, receiver);
    await tellOf(store, clock.now(), 1, 2, 1, 3, 1);
    receiver.react = ({ event }) => (event.data.subscriber === 1 ? 500 : 200);
    await tellNow(room);
    expect(readersOf(receiver.arrived).toSorted()).toEqual([1, 2, 3]);
    const [refused] = receiver.arrived.filter(({ event }) => event.data.subscriber === 1);
    clock.advance(1_000);
    await tellOf(store, clock.now(), 4);
    await tellNow(room);
    expect(readersOf(receiver.arrived.slice(3))).toEqual([4]);
    receiver.react = () => 200;
    clock.advance(MINUTE_MS);
    await tellNow(room);
    expect(readersOf(receiver.arrived.slice(4))).toEqual([1, 1, 1]);
    const ids = receiver.arrived.slice(4).map(({ id }) => Number(id.split('_')[2]));
    expect(ids).toEqual(ids.toSorted((one, other) => one - other));
    expect(receiver.arrived[4]).toMatchObject({ id: refused!.id, body: refused!.body });
  });

  it('that is down is looked at now and then, with what is new as well, and gets all once it is up', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const room = await openTestApp(store, clock);
    const receiver = await openWebhookReceiver();
    const { id } = await listen(room, receiver);
    await tellOf(store, clock.now(), ...Array.from({ length: 60 }, (_, index) => index + 1));
    receiver.react = () => 503;
    await tellNow(room);
    // Eight at once; after three without a yes no further one is begun.
    expect(receiver.arrived.length).toBeLessThanOrEqual(8 + 3);
    const before = receiver.arrived.length;
    await tellNow(room);
    expect(receiver.arrived.length).toBe(before);
    for (let look = 0; look < 30; look += 1) {
      clock.advance(MINUTE_MS);
      await tellNow(room);
    }
    expect(receiver.arrived.length - before).toBeLessThan(30);
    expect((await findEndpoint(store, id))!.waiting).toBe(60);
    receiver.react = () => 200;
    clock.advance(15 * MINUTE_MS);
    await tellNow(room);
    clock.advance(12 * 60 * MINUTE_MS);
    await tellNow(room);
    expect(new Set(receiver.taken).size).toBe(60);
    expect(await findEndpoint(store, id)).toMatchObject({ waiting: 0, failures: 0, state: 'active' });
  });

  it('gets all there is in the order of each subject, whatever it answers in between', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const room = await openTestApp(store, clock);
    const receiver = await openWebhookReceiver();
    const { id } = await listen(room, receiver);
    const answers = fc.array(fc.constantFrom<Reaction>(200, 200, 500, 429, 302, 'cut'), {
      minLength: 20,
      maxLength: 60,
    });
    const readers = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 10, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(readers, answers, async (subscribers, script) => {
        const from = receiver.taken.length;
        const left = [...script];
        const tries = new Map<string, number>();
        receiver.react = ({ id: name }) => {
          tries.set(name, (tries.get(name) ?? 0) + 1);
          // Refused again and again, the last ones of a reader would come after the looks below.
          return tries.get(name)! > MOST_REFUSALS ? 200 : (left.shift() ?? 200);
        };
        const half = Math.floor(subscribers.length / 2);
        await tellOf(store, clock.now(), ...subscribers.slice(0, half));
        await tellNow(room);
        clock.advance(10_000);
        await tellOf(store, clock.now(), ...subscribers.slice(half));
        for (let look = 0; look < 80 && (await findEndpoint(store, id))!.waiting > 0; look += 1) {
          await tellNow(room);
          clock.advance(30 * MINUTE_MS);
        }
        const taken = receiver.taken.slice(from).map(name => Number(name.split('_')[2]));
        const events = await store.db
          .selectFrom('outgoing_events')
          .select(['id', 'subject'])
          .where('id', 'in', taken)
          .execute();
        expect(taken).toHaveLength(subscribers.length);
        const subjectOf = new Map(events.map(event => [event.id, event.subject]));
        for (const numbers of Map.groupBy(taken, number => subjectOf.get(number)).values())
          expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
      }),
      { numRuns: process.env.CHECK_FULL === '1' ? 50 : 6 },
    );
  }, 240_000);

  it('is asked no sooner than it asks for', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const room = await openTestApp(store, clock);
    const receiver = await openWebhookReceiver();
    await listen(room, receiver);
    await tellOf(store, clock.now(), 1);
    receiver.react = () => response => response.writeHead(429, { 'Retry-After': '600' }).end();
    await tellNow(room);
    clock.advance(9 * MINUTE_MS);
    await tellNow(room);
    expect(receiver.arrived).toHaveLength(1);
    receiver.react = () => 200;
    clock.advance(2 * MINUTE_MS);
    await tellNow(room);
    expect(receiver.taken).toHaveLength(1);
  });

  it('is told once more since a time or an event, under the same ids', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const room = await openTestApp(store, clock);
    const receiver = await openWebhookReceiver();
    const { id } = await listen(room, receiver);
    await tellOf(store, clock.now(), 1);
    clock.advance(MINUTE_MS);
    await tellOf(store, clock.now(), 2, 3);
    await tellNow(room);
    const first = [...receiver.taken];
    const replayed = async (since: string) => {
      const outcome = await replayTo(room, 'test', id, since);
      const before = receiver.taken.length;
      await tellNow(room);
      return [outcome, receiver.taken.slice(before)];
    };
    expect(await replayed('2026-11-26T09:01Z')).toEqual([{ kind: 'queued', waiting: 2 }, first.slice(1)]);
    expect(await replayed('2026-11-26')).toEqual([{ kind: 'queued', waiting: 3 }, first]);
    expect(await replayed(first[2]!)).toEqual([{ kind: 'queued', waiting: 1 }, first.slice(2)]);
    expect(await replayed('2026-11-27')).toEqual([{ kind: 'queued', waiting: 0 }, []]);
    expect(await replayed('last week')).toMatchObject([{ kind: 'bad since' }, []]);
    expect(await replayTo(room, 'test', id + 1, '2026-11-26')).toEqual({ kind: 'unknown' });
  });

  it('accepts every secret for a day after it was replaced, and the new one alone after that', async () => {
    const store = await open();
    let ahead = 0;
    const clock = { ...runningClock, now: () => Date.now() + ahead };
    const room = await openTestApp(store, clock);
    const receiver = await openWebhookReceiver();
    const { id, secret: old } = await listen(room, receiver);
    const rotate = async () => {
      const rotated = await rotateSecret(room, 'test', id);
      if (rotated.kind !== 'rotated') throw new Error(rotated.kind);
      return rotated;
    };
    // As by a page that is loaded again: the receiver may know any of them.
    const [between, rotated] = [await rotate(), await rotate()];
    await tellOf(store, 1, 1);
    await tellNow(room);
    const [both] = receiver.arrived;
    for (const secret of [old, between.secret, rotated.secret])
      expect(new Webhook(secret).verify(both!.body, both!.headers)).toBeTruthy();
    ahead = 25 * 60 * MINUTE_MS;
    await tellOf(store, 1, 2);
    await tellNow(room);
    const signatures = receiver.arrived[1]!.headers['webhook-signature']!.split(' ');
    expect(signatures).toHaveLength(1);
    const { body, headers } = receiver.arrived[1]!;
    const sign = (secret: string) =>
      new Webhook(secret).sign(
        headers['webhook-id']!,
        new Date(Number(headers['webhook-timestamp']) * 1_000),
        body,
      );
    expect([signatures[0] === sign(rotated.secret), signatures[0] === sign(old)]).toEqual([true, false]);
  });
});
