import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, onTestFinished } from 'vitest';
import { inTransaction } from '../../src/storage/transaction.ts';
import { findEndpoint } from '../../src/storage/webhooks/endpoints.ts';
import { announce } from '../../src/storage/webhooks/outgoing-events.ts';
import { outgoing, subscriberSubject } from '../../src/webhooks/outgoing-event.ts';
import { runningClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';
import { listen, tellNow } from './telling.ts';

const EVENTS = process.env.CHECK_FULL === '1' ? 100_000 : 20_000;
const SUBJECTS = 5_000;
/** All of them at once would take several times as much. */
const STEADY_BYTES = 3_000_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Counts what comes, keeps none of it, and looks at the memory ten times. */
async function openCounter() {
  const times = new Uint8Array(EVENTS + 1);
  const lastOf = new Int32Array(SUBJECTS);
  const heaps: number[] = [];
  let posts = 0;
  let outOfOrder = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', chunk => {
      body += String(chunk);
    });
    request.on('end', () => {
      count((JSON.parse(body) as { data: { subscriber: number } }).data.subscriber);
      response.end();
    });
  });
  const count = (number: number) => {
    const subject = number % SUBJECTS;
    if (number < lastOf[subject]!) outOfOrder += 1;
    lastOf[subject] = number;
    times[number] = times[number]! + 1;
    posts += 1;
    if (posts % (EVENTS / 10) !== 0) return;
    collectGarbage();
    heaps.push(process.memoryUsage().heapUsed);
  };
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    heaps,
    tally: () => ({ posts, outOfOrder, once: times.filter(count => count === 1).length }),
  };
}

describeStores(`${EVENTS} events`, open => {
  it('are told once each, in order, at a steady memory', { timeout: 600_000 }, async () => {
    const store = await open();
    const room = await openTestApp(store, runningClock);
    const counter = await openCounter();
    const { id } = await listen(room, counter);
    for (let from = 1; from <= EVENTS; from += 1_000) {
      const numbers = Array.from({ length: 1_000 }, (_, index) => from + index);
      await inTransaction(store, trx =>
        announce(
          trx,
          numbers.map(subscriber =>
            outgoing('subscriber.confirmed', subscriberSubject(subscriber % SUBJECTS), 1, { subscriber }),
          ),
        ),
      );
    }
    expect((await findEndpoint(store, id))!.waiting).toBe(EVENTS);
    const startedAt = performance.now();
    await tellNow(room);
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(counter.tally()).toEqual({ posts: EVENTS, outOfOrder: 0, once: EVENTS });
    expect((await findEndpoint(store, id))!.waiting).toBe(0);
    // The first looks see what is loaded and compiled.
    const steady = counter.heaps.slice(2);
    expect(steady).toHaveLength(8);
    const heap = counter.heaps.map(bytes => (bytes / 1e6).toFixed(1)).join(', ');
    console.info(`${EVENTS} events in ${seconds.toFixed(0)} s; heap at every tenth, MB: ${heap}`);
    expect(Math.max(...steady) - Math.min(...steady)).toBeLessThan(STEADY_BYTES);
  });
});
