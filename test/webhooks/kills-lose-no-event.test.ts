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
import { openWebhookReceiver, type Reaction } from '../support/webhook-receiver.ts';
import { listen } from './telling.ts';

const KILLS = process.env.CHECK_FULL === '1' ? 50 : 3;
const SUBJECTS = 12;
/** Events of each subject that are written before each start. */
const EACH = 5;
/** A start of the program takes seconds on a busy machine, and the lease of who was killed two more. */
const TIMEOUT_MS = 240_000 + KILLS * 30_000;

/** In place of a yes, so many times in a hundred. */
const REACTIONS: readonly Reaction[] = [
  500,
  503,
  429,
  'cut',
  response => response.writeHead(307, { Location: 'http://169.254.169.254/latest/meta-data/' }).end(),
];

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

describeStores('a program that is killed while it tells an endpoint that fails now and then', open => {
  it(`${KILLS} times loses no event, tells of each subject in order, and what comes twice has the same id`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    const store = await open();
    const receiver = await openWebhookReceiver();
    const happened: ['came' | 'taken', id: number][] = [];
    receiver.react = async ({ id: name }) => {
      const number = Number(name.split('_')[2]);
      happened.push(['came', number]);
      await new Promise(resolve => setTimeout(resolve, randomInt(0, 25)));
      const reaction = REACTIONS[randomInt(100)] ?? 200;
      if (reaction === 200) happened.push(['taken', number]);
      return reaction;
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
      .poll(async () => (await findEndpoint(store, id))!.waiting, { timeout: 180_000, interval: 100 })
      .toBe(0);
    last.child.kill('SIGTERM');
    expect(await last.done).toMatchObject({ code: 0 });

    const events = await store.db.selectFrom('outgoing_events').selectAll().orderBy('id').execute();
    expect(events).toHaveLength(KILLS * EACH * SUBJECTS);
    const known = new Map(events.map(event => [event.id, event]));
    for (const { id: name, body } of receiver.arrived)
      expect(body).toBe(known.get(Number(name.split('_')[2]))?.body);
    const before = new Map<number, number>();
    for (const told of Map.groupBy(events, event => event.subject).values())
      for (const [index, { id: number }] of told.entries()) before.set(number, told[index - 1]?.id ?? 0);
    const taken = new Set([0]);
    for (const [what, number] of happened) {
      // None comes while the one before it, about the same reader, has no yes.
      if (what === 'came') expect(taken).toContain(before.get(number));
      else taken.add(number);
    }
    expect(taken.size - 1).toBe(events.length);
    const refused = receiver.arrived.length - happened.filter(([what]) => what === 'taken').length;
    const twice = receiver.arrived.length - refused - events.length;
    console.info(`${events.length} events: ${refused} tries without a yes, ${twice} events taken once more`);
  });
});
