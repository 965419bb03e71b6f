import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MailFact } from '../../src/feedback/mail-event.ts';
import { type Outcome, outcomeOf, RANK } from '../../src/feedback/outcome.ts';
import { translateResendEvent } from '../../src/feedback/resend-event.ts';
import { takeInEvents } from '../../src/newsroom/take-in-events.ts';
import { keepEvents } from '../../src/storage/feedback/mail-events.ts';
import { outcomeCounts } from '../../src/storage/feedback/outcomes.ts';
import { fixedClock } from '../support/clock.ts';
import { freezeForTest } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { bounce, eventBody, feedbackState, openHooks, openRoom, outcomesOf, post, tag } from './hooks.ts';

const TYPES = [
  ['sent'],
  ['delivery_delayed'],
  ['delivered'],
  ['opened'],
  ['clicked'],
  ['failed'],
  ['suppressed'],
  ['bounced', bounce('Permanent')],
  ['bounced', bounce('Transient')],
  ['bounced', bounce('Undetermined')],
  ['complained'],
] as const;

/** Written by hand, apart from the code: what a set of events comes to, from the most telling on. */
const EXPECTED: readonly [(name: string) => boolean, Outcome][] = [
  [name => name === 'complained', 'complained'],
  [name => name === 'bounced Permanent', 'bounced'],
  [name => name.startsWith('bounced'), 'bounced_soft'],
  [name => name === 'delivered', 'delivered'],
  [name => name === 'suppressed', 'suppressed'],
  [name => name === 'failed', 'failed'],
  [name => name === 'delivery_delayed', 'delayed'],
  [() => true, 'submitted'],
];
const nameOf = ([type, data]: (typeof TYPES)[number]) => (data ? `${type} ${data.bounce.type}` : type);

/** Three deliveries' events, shuffled, with duplicates, and in how many groups they come. */
const history = fc
  .array(
    fc.record({ seq: fc.integer({ min: 1, max: 3 }), type: fc.nat(TYPES.length - 1), minute: fc.nat(50) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .chain(events =>
    fc.record({
      events: fc.constant(events),
      order: fc
        .tuple(
          fc.shuffledSubarray([...events.keys()], { minLength: events.length }),
          fc.array(fc.nat(events.length - 1), { maxLength: 6 }),
        )
        .chain(([all, again]) =>
          fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }),
        ),
      rounds: fc.integer({ min: 1, max: 4 }),
    }),
  );

describeStores('a delivery', (open, dialect) => {
  it('ends the same after any order of its events, with any duplicates', async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    const room = await openRoom(store, clock);
    await freezeForTest(store, clock, { readers: 3, batchSize: 2 });
    await fc.assert(
      fc.asyncProperty(history, async ({ events, order, rounds }) => {
        for (const table of ['mail_events', 'outcomes', 'issue_outcomes', 'suppressions'] as const) {
          await store.db.deleteFrom(table).execute();
        }
        const bodies = events.map(({ seq, type, minute }) => {
          const [name, data] = TYPES[type]!;
          return eventBody(name, {
            delivery: tag(seq),
            at: Date.UTC(2026, 10, 26, 9, minute),
            data: data ?? {},
          });
        });
        const size = Math.ceil(order.length / rounds);
        for (let from = 0; from < order.length; from += size) {
          const group = order
            .slice(from, from + size)
            .map(index =>
              translateResendEvent(
                { id: `msg_${index}`, timestamp: '1', signature: '', rawBody: bodies[index]! },
                room.installationId,
              ),
            );
          await keepEvents(store, group, clock.now());
          await takeInEvents(room);
        }
        const bySeq = Map.groupBy(events, ({ seq }) => seq);
        const expected = [...bySeq].map(([seq, own]): [number, Outcome] => {
          const names = own.map(({ type }) => nameOf(TYPES[type]!));
          return [seq, EXPECTED.find(([is]) => names.some(is))![1]];
        });
        expect(await outcomesOf(store)).toEqual(
          Object.fromEntries(expected.map(([seq, outcome]) => [seq, RANK[outcome]])),
        );
        const counts = await outcomeCounts(store, 1);
        for (const outcome of Object.keys(RANK) as Outcome[]) {
          expect([outcome, counts[outcome]]).toEqual([
            outcome,
            expected.filter(([, each]) => each === outcome).length,
          ]);
        }
      }),
      { numRuns: dialect === 'sqlite' ? 60 : 25 },
    );
  });

  it('that was delivered and then bounced has bounced; that complained has complained', async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    const room = await openRoom(store, clock);
    await freezeForTest(store, clock, { readers: 3, batchSize: 2 });
    const hooks = await openHooks(room);
    const send = async (id: string, type: string, seq: number, data = {}) => {
      await post(hooks, { id, body: eventBody(type, { delivery: tag(seq), data }) });
      await takeInEvents(room);
    };
    await send('a', 'complained', 1);
    await send('b', 'delivered', 1);
    await send('c', 'delivered', 2);
    await send('d', 'bounced', 2, bounce('Permanent'));
    await send('e', 'delivered', 2);
    await send('f', 'clicked', 3);
    expect(await outcomesOf(store)).toEqual({ 1: RANK.complained, 2: RANK.bounced, 3: RANK.submitted });
  });

  it('of another database on the same account is left alone; an unknown one is given up after three days', async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    const room = await openRoom(store, clock);
    await freezeForTest(store, clock, { readers: 3, batchSize: 2 });
    const hooks = await openHooks(room);
    const before = await feedbackState(store);
    await post(hooks, { id: 'staging', body: eventBody('complained', { delivery: 'other_1_1' }) });
    await post(hooks, { id: 'unknown', body: eventBody('complained', { delivery: tag(77) }) });
    await post(hooks, { id: 'untagged', body: eventBody('complained', { emailId: 'nobody-knows' }) });
    await post(hooks, { id: 'later', body: eventBody('became_sentient', { delivery: tag(1) }) });
    await takeInEvents(room);
    const results = async () =>
      Object.fromEntries(
        (await store.db.selectFrom('mail_events').select(['event_id', 'result']).execute()).map(row => [
          row.event_id,
          row.result,
        ]),
      );
    expect(await results()).toEqual({ staging: 'foreign', unknown: '', untagged: '', later: 'ignored' });
    clock.advance(3 * 24 * 3_600_000 - 1);
    await takeInEvents(room);
    expect((await results()).unknown).toBe('');
    clock.advance(2 * 3_600_000);
    await takeInEvents(room);
    expect(await results()).toEqual({
      staging: 'foreign',
      unknown: 'unmatched',
      untagged: 'unmatched',
      later: 'ignored',
    });
    expect(await feedbackState(store)).toEqual(before);
  });

  it('whose event carries no tag is found once the answer with its id is committed', async () => {
    const clock = fixedClock('2026-11-26T09:10:00Z');
    const store = await open();
    const room = await openRoom(store, clock);
    await freezeForTest(store, clock, { readers: 3, batchSize: 2 });
    await post(await openHooks(room), { id: 'early', body: eventBody('delivered', { emailId: 're_2' }) });
    expect(await takeInEvents(room)).toEqual({ applied: 0, reconciled: 0 });
    expect(await outcomesOf(store)).toEqual({});
    const answer = { state: 'submitted', provider_ids: '["re_1","re_2"]' };
    await store.db.updateTable('batches').set(answer).where('n', '=', 1).execute();
    clock.advance(1_000);
    expect(await takeInEvents(room)).toEqual({ applied: 1, reconciled: 0 });
    expect(await outcomesOf(store)).toEqual({ 2: RANK.delivered });
  });
});

describe('an outcome', () => {
  it('is read from every kind of event', () => {
    const visit = { at: 0, link: '', userAgent: '', ip: '' };
    const facts: MailFact[] = [
      { kind: 'submitted' },
      { kind: 'bounced', lasting: 'undetermined', reason: '' },
      { kind: 'opened', visit },
      { kind: 'other' },
    ];
    expect(facts.map(outcomeOf)).toEqual(['submitted', 'bounced_soft', 'submitted', null]);
  });
});
