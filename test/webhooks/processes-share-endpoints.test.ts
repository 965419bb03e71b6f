import { expect, it } from 'vitest';
import { inTransaction } from '../../src/storage/transaction.ts';
import { claimEndpoint, endpointsWithWork } from '../../src/storage/webhooks/claims.ts';
import { disableEndpoint, findEndpoint } from '../../src/storage/webhooks/endpoints.ts';
import { announce, holdEndpoints } from '../../src/storage/webhooks/outgoing-events.ts';
import { replayEvents } from '../../src/storage/webhooks/replays.ts';
import { KEPT_MS, trimEvents } from '../../src/storage/webhooks/trim-events.ts';
import { outgoing, subscriberSubject } from '../../src/webhooks/outgoing-event.ts';
import { fixedClock, runningClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';
import { openWebhookReceiver } from '../support/webhook-receiver.ts';
import { listen, tellNow, tellOf } from './telling.ts';

const readers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describeStores('several processes', (open, dialect) => {
  it('that tell at once post each event once, and each endpoint waits for no other', async () => {
    const store = await open();
    const rooms = await Promise.all(
      ['one', 'two', 'three'].map((owner, index) =>
        openTestApp(index === 0 ? store : store.another(), runningClock, { owner }),
      ),
    );
    const [quick, slow] = [await openWebhookReceiver(), await openWebhookReceiver()];
    slow.react = async () => {
      await new Promise(resolve => setTimeout(resolve, 100));
      return 200;
    };
    for (const receiver of [quick, slow]) await listen(rooms[0]!, receiver);
    await tellOf(store, 1, ...readers(40));
    await Promise.all(rooms.map(room => tellNow(room)));
    for (const { taken } of [quick, slow]) {
      expect(taken).toHaveLength(40);
      expect(new Set(taken).size).toBe(40);
    }
  });

  it('take over from one that was killed once its lease is over, also where its clock was ahead', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const room = await openTestApp(store, clock, { owner: 'next', settings: { SEND_LEASE_S: '20' } });
    const receiver = await openWebhookReceiver();
    const { id } = await listen(room, receiver);
    await tellOf(store, 1, 1);
    const hold = (owner: string, now: number) => ({ owner, now, leaseMs: 20_000 });
    expect(await claimEndpoint(store, id, hold('killed', clock.now()))).not.toBeNull();
    await tellNow(room);
    expect(receiver.arrived).toHaveLength(0);
    clock.advance(20_000);
    await tellNow(room);
    expect(receiver.taken).toHaveLength(1);
    await tellOf(store, 1, 2);
    expect(await claimEndpoint(store, id, hold('killed', clock.now() + 86_400_000))).not.toBeNull();
    await tellNow(room);
    expect(receiver.taken).toHaveLength(2);
  });

  it.skipIf(dialect === 'sqlite')('that write and switch on at once leave no event out', async () => {
    const store = await open();
    const other = store.another();
    const room = await openTestApp(store, runningClock);
    const receiver = await openWebhookReceiver();
    const { id } = await listen(room, receiver);
    await disableEndpoint(store, id, { reason: 'test', now: 1 });
    const { promise: isSeen, resolve: seen } = Promise.withResolvers<void>();
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const written = inTransaction(other, async trx => {
      await announce(trx, [outgoing('subscriber.erased', subscriberSubject(1), 1, { subscriber: 1 })]);
      seen();
      await mayEnd;
    });
    await isSeen;
    const replayed = replayEvents(store, id, 1);
    await new Promise(resolve => setTimeout(resolve, 200));
    end();
    await written;
    expect(await replayed).toBe(1);
  });

  it('forget after a month what was told, never what an endpoint that is on waits for', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const room = await openTestApp(store, clock);
    const receiver = await openWebhookReceiver();
    const { id } = await listen(room, receiver);
    await tellOf(store, clock.now(), 1, 2);
    receiver.react = ({ event }) => (event.data.subscriber === 1 ? 500 : 200);
    await tellNow(room);
    expect(await trimEvents(store, clock.now())).toBe(0);
    clock.advance(KEPT_MS + 1);
    expect(await trimEvents(store, clock.now() - KEPT_MS)).toBe(1);
    expect((await findEndpoint(store, id))!.waiting).toBe(1);
    await disableEndpoint(store, id, { reason: 'test', now: clock.now() });
    expect(await trimEvents(store, clock.now() - KEPT_MS)).toBe(1);
    expect(await store.db.selectFrom('webhook_deliveries').selectAll().execute()).toEqual([]);
  });

  it('ask without writing whether there is something to tell', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const room = await openTestApp(store, clock);
    const receiver = await openWebhookReceiver();
    const { id } = await listen(room, receiver);
    const work = () => endpointsWithWork(store, { owner: 'x', now: clock.now(), leaseMs: 20_000 });
    expect(await work()).toEqual([]);
    await tellOf(store, 1, 1, 1);
    expect(await work()).toEqual([id]);
    receiver.react = () => 500;
    await tellNow(room);
    expect(await work()).toEqual([]);
    await inTransaction(store, trx => holdEndpoints(trx, 'exclusive'));
    clock.advance(5_000);
    expect(await work()).toEqual([id]);
  });
});
