import fc from 'fast-check';
import { expect, it } from 'vitest';
import { takeReturnedMail } from '../../../src/newsroom/returned/take-returned-mail.ts';
import { takeInEvents } from '../../../src/newsroom/take-in-events.ts';
import { eventInbox } from '../../../src/storage/feedback/event-inbox.ts';
import { feedbackState, outcomesOf } from '../../feedback/hooks.ts';
import { fixedClock } from '../../support/clock.ts';
import { freezeForTest } from '../../support/frozen-issue.ts';
import { complaintReport, deliveryReport } from '../../support/returned-mail.ts';
import { describeStores } from '../../support/stores.ts';
import { addressOf, DOMAIN, openReturnRoom } from './returned-room.ts';

const READERS = 20;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** Cuts, repeats, swaps and noise, wherever they hit. */
const mangles = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 200 }),
    by: fc.oneof(
      fc.constant(Buffer.alloc(0)),
      fc.uint8Array({ maxLength: 40 }).map(bytes => Buffer.from(bytes)),
      fc
        .constantFrom('\r\n\r\n', '--b', '--b--\r\n', 'Status: 5.1.1\r\n', '\0')
        .map(text => Buffer.from(text)),
    ),
  }),
  { maxLength: 6 },
);

function mangled(mail: string, changes: readonly { at: number; length: number; by: Buffer }[]): Buffer {
  return changes.reduce((bytes, { at, length, by }) => {
    const from = Math.floor(at * bytes.length);
    return Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(from + length)]);
  }, Buffer.from(mail));
}

describeStores('a thousand reports that nobody can vouch for', open => {
  const start = async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    const room = await openReturnRoom(store, clock);
    await freezeForTest(store, clock, { readers: READERS, batchSize: 1 });
    await store.db.updateTable('batches').set({ state: 'submitted', provider: 'smtp' }).execute();
    return { store, room, parts: { ...room, keepEvent: eventInbox(store, clock.now) } };
  };

  it('change nothing, whatever addresses they name', async () => {
    const { store, room, parts } = await start();
    const before = await feedbackState(store);
    const mac = fc.string({
      unit: fc.constantFrom(...LETTERS),
      minLength: 16,
      maxLength: 16,
    });
    const forged = fc.record({
      seq: fc.integer({ min: 1, max: READERS }),
      mac,
      isComplaint: fc.boolean(),
      mangles,
    });
    await fc.assert(
      fc.asyncProperty(forged, async one => {
        const to = `bounces+d1-${one.seq.toString(36)}-${one.mac}@${DOMAIN}`;
        const report = one.isComplaint
          ? complaintReport({ to, about: to })
          : deliveryReport({ to, envelopeId: to });
        const recipient = room.returnPath.read(to);
        expect(recipient).toEqual({ kind: 'none' });
        expect(await takeReturnedMail(parts, mangled(report, one.mangles), [recipient])).toBe(0);
      }),
      { numRuns: 1_000 },
    );
    await takeInEvents(room);
    expect(await feedbackState(store)).toEqual(before);
    expect(await store.db.selectFrom('mail_events').selectAll().execute()).toEqual([]);
  });

  it('break nothing where their address is right, and touch nobody but its reader', async () => {
    const { store, room, parts } = await start();
    const to = addressOf(room, 7);
    await fc.assert(
      fc.asyncProperty(mangles, async changes => {
        const mail = mangled(deliveryReport({ to }), changes);
        expect(await takeReturnedMail(parts, mail, [room.returnPath.read(to)])).toBe(1);
      }),
      { numRuns: 200 },
    );
    await takeInEvents(room);
    expect(Object.keys(await outcomesOf(store))).toEqual(['7']);
    const suppressed = await store.db.selectFrom('suppressions').select('email').execute();
    expect(suppressed.map(({ email }) => email).filter(email => email !== 'reader7@example.com')).toEqual([]);
  });
});
