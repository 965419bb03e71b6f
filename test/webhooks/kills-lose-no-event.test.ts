import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { inTransaction } from '../../src/storage/transaction.ts';
import { findEndpoint } from '../../src/storage/webhooks/endpoints.ts';
import { announce } from '../../src/storage/webhooks/outgoing-events.ts';
import { outgoing, subscriberSubject } from '../../src/webhooks/outgoing-event.ts';
import { openCli } from '../support/cli.ts';
import { runningClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { openWebhookReceiver } from '../support/webhook-receiver.ts';
import { listen } from './telling.ts';

const KILLS = process.env.CHECK_FULL === '1' ? 50 : 3;
const SUBJECTS = 12;
/** Events of each subject that are written before each start. */
const EACH = 5;
/** A start of the program takes seconds on a busy machine, and the lease of who was killed two more. */
const TIMEOUT_MS = 60_000 + KILLS * 30_000;

/** Of each subject in turn, each in a transaction of its own, as acts write them. */
async function write(store: TestStore): Promise<void> {
  for (let n = 0; n < EACH * SUBJECTS; n += 1) {
    const subscriber = (n % SUBJECTS) + 1;
    await inTransaction(store, trx =>
      announce(trx, [
        outgoing('subscriber.confirmed', subscriberSubject(subscriber), Date.now(), { subscriber }),
      ]),
    );
  }
}

describeStores('a program that is killed while it tells an endpoint', open => {
  it(`${KILLS} times loses no event, tells of each subject in order, and what comes twice has the same id`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    const store = await open();
    const receiver = await openWebhookReceiver();
    receiver.react = async () => {
      await new Promise(resolve => setTimeout(resolve, randomInt(0, 25)));
      return 200;
    };
    const room = await openTestApp(store, runningClock);
    const { id } = await listen(room, receiver, 'subscriber.confirmed');
    const cli = openCli({ DATABASE_URL: store.url, HOST: '127.0.0.1', PORT: '0', SEND_LEASE_S: '2' });
    for (let kill = 0; kill < KILLS; kill += 1) {
      await write(store);
      const before = receiver.arrived.length;
      const killAfter = randomInt(1, EACH * SUBJECTS);
      const running = cli.start('serve');
      await expect
        .poll(() => receiver.arrived.length - before, { timeout: 60_000, interval: 1 })
        .toBeGreaterThanOrEqual(killAfter);
      running.child.kill('SIGKILL');
      expect((await running.done).signal).toBe('SIGKILL');
    }
    const last = cli.start('serve');
    await expect
      .poll(async () => (await findEndpoint(store, id))!.waiting, { timeout: 60_000, interval: 100 })
      .toBe(0);
    last.child.kill('SIGTERM');
    expect(await last.done).toMatchObject({ code: 0 });

    const events = await store.db.selectFrom('outgoing_events').selectAll().orderBy('id').execute();
    expect(events).toHaveLength(KILLS * EACH * SUBJECTS);
    const bodies = new Map(events.map(event => [String(event.id), event.body]));
    const firsts = new Map<string, string[]>();
    const known = new Set<string>();
    for (const { id: name, body, event } of receiver.arrived) {
      const number = name.split('_')[2]!;
      expect(body).toBe(bodies.get(number));
      if (known.has(number)) continue;
      known.add(number);
      const subject = subscriberSubject(Number(event.data.subscriber));
      firsts.set(subject, [...(firsts.get(subject) ?? []), number]);
    }
    for (const [subject, told] of Map.groupBy(events, event => event.subject))
      expect(firsts.get(subject)).toEqual(told.map(event => String(event.id)));
    console.info(`${receiver.arrived.length - events.length} of ${events.length} events came twice`);
  });
});
