import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { isPublicAddress } from '../../src/newsroom/private-address.ts';
import { submitDueSingleMails } from '../../src/newsroom/single-mails.ts';
import { replayTo } from '../../src/newsroom/webhooks/keep-endpoints.ts';
import type { Store } from '../../src/storage/database.ts';
import { latestActivity } from '../../src/storage/issue/activity.ts';
import { findEndpoint } from '../../src/storage/webhooks/endpoints.ts';
import { fixedClock } from '../support/clock.ts';
import { openTestApp } from '../support/newsroom.ts';
import { describeStores } from '../support/stores.ts';
import { openWebhookReceiver, type Reaction } from '../support/webhook-receiver.ts';
import { listen, tellNow, tellOf } from './telling.ts';

const HOUR_MS = 3_600_000;

/** A room, a receiver that listens, and all that was logged. */
async function openTelling(store: Store, settings: Record<string, string> = {}) {
  const clock = fixedClock('2026-11-26T09:00:00Z');
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const room = await openTestApp(store, clock, { settings, log: pino({ level: 'trace' }, stream) });
  const receiver = await openWebhookReceiver();
  const { id, secret } = await listen(room, { url: `${receiver.url}?key=of-theirs` });
  const endpoint = async () => (await findEndpoint(store, id))!;
  return { clock, room, receiver, id, secret, endpoint, logged: () => lines.join('') };
}

describeStores('an endpoint in trouble', open => {
  it.each<[string, Reaction, RegExp]>([
    ['hangs', 'hang', /^no answer within 0\.3 seconds$/],
    ['cuts the connection', 'cut', /cut/],
    ['answers 500', 500, /^500$/],
    ['redirects elsewhere', response => response.writeHead(302, { Location: '/other' }).end(), /redirect/],
    [
      'redirects to where a cloud keeps its keys',
      response => response.writeHead(307, { Location: 'http://169.254.169.254/latest/meta-data/' }).end(),
      /^307: it redirects, and redirects are not followed$/,
    ],
  ])('that %s keeps its event, and gets it when it is well again', async (_what, reaction, words) => {
    const store = await open();
    const { clock, room, receiver, endpoint } = await openTelling(store);
    receiver.react = () => reaction;
    await tellOf(store, clock.now(), 1);
    await tellNow(room, { timeoutMs: 300 });
    expect(receiver.arrived).toHaveLength(1);
    expect(await endpoint()).toMatchObject({ state: 'active', waiting: 1, answers: [{ ok: false }] });
    expect((await endpoint()).answers[0]!.words).toMatch(words);
    receiver.react = () => 200;
    clock.advance(HOUR_MS);
    await tellNow(room);
    expect(receiver.arrived.map(({ id }) => id)).toEqual(Array(2).fill(receiver.taken[0]));
    expect((await endpoint()).waiting).toBe(0);
  });

  it('that says yes and then talks without end has got its event', async () => {
    const store = await open();
    const { clock, room, receiver, endpoint } = await openTelling(store);
    receiver.react = () => response => {
      response.writeHead(200);
      const talk = setInterval(() => response.write('x'.repeat(10_000)), 5);
      response.on('close', () => clearInterval(talk));
    };
    await tellOf(store, clock.now(), 1, 2);
    await tellNow(room, { timeoutMs: 3_000 });
    expect([receiver.arrived.length, (await endpoint()).waiting]).toEqual([2, 0]);
  });

  it('that wants nothing any more (410) is switched off at once, and the editors are told', async () => {
    const store = await open();
    const { clock, room, receiver, endpoint } = await openTelling(store);
    const other = await openWebhookReceiver();
    await listen(room, other, 'alarm');
    receiver.react = () => 410;
    await tellOf(store, clock.now(), 1);
    await tellNow(room);
    expect(await endpoint()).toMatchObject({ state: 'disabled', reason: expect.stringContaining('410') });
    await tellOf(store, clock.now(), 2);
    await tellNow(room);
    expect(receiver.arrived).toHaveLength(1);
    expect(other.arrived.map(({ event }) => event)).toEqual([
      {
        type: 'alarm',
        timestamp: '2026-11-26T09:00:00.000Z',
        data: expect.objectContaining({ about: 'webhook' }),
      },
    ]);
    await submitDueSingleMails(room, new AbortController().signal);
    const [notice] = await room.mails('notice');
    expect(await room.read('notice', notice!)).toContain('Subject: A webhook is switched off');
    const [line] = await latestActivity(store, { before: null, limit: 1 });
    expect(line).toMatchObject({ who: 'webhooks', action: 'webhook switched off' });
  });

  it('for three days is switched off, and gets what it missed in order once it is switched on', async () => {
    const store = await open();
    const { clock, room, receiver, id, endpoint } = await openTelling(store);
    receiver.react = () => 500;
    await tellOf(store, clock.now(), 1);
    const tries = async () => {
      await tellNow(room);
      return receiver.arrived.length;
    };
    for (let hour = 0; hour < 71; hour += 1) {
      await tries();
      clock.advance(HOUR_MS);
    }
    expect((await endpoint()).state).toBe('active');
    await tellOf(store, clock.now(), 1);
    for (let hour = 0; hour < 12; hour += 1) {
      await tries();
      clock.advance(HOUR_MS);
    }
    expect(receiver.arrived.length).toBeGreaterThan(10);
    expect(receiver.arrived.length).toBeLessThan(30);
    expect((await endpoint()).reason).toMatch(
      /^It has not taken an event .* for three days, tried \d+ times/,
    );
    await tellOf(store, clock.now(), 1, 1);
    const before = await tries();
    receiver.react = () => 200;
    clock.advance(HOUR_MS);
    expect(await tries()).toBe(before);
    // The fifth tells that it was switched off.
    expect(await replayTo(room, 'test', id, '')).toEqual({ kind: 'queued', waiting: 5 });
    await tries();
    expect(
      receiver.arrived
        .slice(before)
        .map(({ event }) => event.type)
        .toSorted()[0],
    ).toBe('alarm');
    const taken = new Set(receiver.arrived.filter(({ event }) => event.type !== 'alarm').map(({ id }) => id));
    const numbers = receiver.taken.filter(one => taken.has(one)).map(one => Number(one.split('_')[2]));
    expect(numbers).toHaveLength(4);
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    expect(await endpoint()).toMatchObject({ state: 'active', reason: '', waiting: 0, failures: 0 });
  });

  it('is not given up for the time in which nobody tried', async () => {
    const store = await open();
    const { clock, room, receiver, endpoint } = await openTelling(store);
    receiver.react = () => 500;
    await tellOf(store, clock.now(), 1);
    await tellNow(room);
    clock.advance(10 * 24 * HOUR_MS);
    await tellNow(room);
    expect(await endpoint()).toMatchObject({ state: 'active', waiting: 1 });
  });

  it('in a private network is not contacted, by whatever name', async () => {
    const store = await open();
    const { clock, room, receiver } = await openTelling(store);
    const named = { url: receiver.url.replace('127.0.0.1', 'localhost') };
    const { id } = await listen(room, named);
    await tellOf(store, clock.now(), 1);
    await tellNow(room, { reach: false });
    expect(receiver.arrived).toEqual([]);
    const [answer] = (await findEndpoint(store, id))!.answers;
    expect(answer!.words).toMatch(/^not contacted: localhost is (127\.0\.0\.1|::1), in a private network/);
  });

  it('is named in the log by its number, and no secret, address or word of an event stands there', async () => {
    const store = await open();
    const { clock, room, receiver, secret, logged } = await openTelling(store);
    receiver.react = () => 500;
    await tellOf(store, clock.now(), 1_234_567);
    await tellNow(room);
    receiver.react = () => 410;
    clock.advance(HOUR_MS);
    await tellNow(room);
    expect(logged()).toMatch(/"endpoint":1,.*does not take its events/);
    const lines = await latestActivity(store, { before: null, limit: 100 });
    const said = logged() + JSON.stringify(lines);
    for (const hidden of [secret, 'of-theirs', '/hooks/verdicts', '1234567'])
      expect(said, hidden).not.toContain(hidden);
    expect(logged()).not.toContain('@');
  });
});

it('reaches no address but public ones unless it is allowed, and never where machines are told about themselves', () => {
  const reached = (reach: boolean | 'own network') =>
    ADDRESSES.filter(address => isPublicAddress(address, reach)).join(' ');
  expect(reached(false)).toBe('93.184.215.14 2606:2800:21f:cb07::1');
  expect(reached(true)).toBe('93.184.215.14 2606:2800:21f:cb07::1 127.0.0.1 ::1');
  expect(reached('own network')).toBe(
    '93.184.215.14 2606:2800:21f:cb07::1 127.0.0.1 ::1 10.0.0.7 172.20.1.1 192.168.1.1 100.64.0.1 fd12::1 ::ffff:10.0.0.7',
  );
});

const ADDRESSES = [
  '93.184.215.14',
  '2606:2800:21f:cb07::1',
  '127.0.0.1',
  '::1',
  '10.0.0.7',
  '172.20.1.1',
  '192.168.1.1',
  '100.64.0.1',
  'fd12::1',
  '169.254.169.254',
  'fd00:ec2::254',
  'fe80::1',
  '0.0.0.0',
  '::',
  '::ffff:10.0.0.7',
  '::ffff:169.254.169.254',
  '64:ff9b::a00:7',
  '224.0.0.1',
  '255.255.255.255',
];
