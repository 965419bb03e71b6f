import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCohorts } from '../../src/delivery/cohorts.ts';
import { freezeAudience } from '../../src/delivery/freeze.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import type { Store } from '../../src/storage/database.ts';
import { batchStore, tallyBatches } from '../../src/storage/delivery/batches.ts';
import { nextHour } from '../../src/storage/delivery/cohorts.ts';
import { freezeStore } from '../../src/storage/delivery/freezes.ts';
import { fixedClock } from '../support/clock.ts';
import { addApprovedIssue, frozenMail, HASH, keyedApi, senderDeps, WEEK } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';
import { addZonedReaders, type ZonedReader } from '../support/zoned-readers.ts';

const HOUR = 3_600_000;
/** Hours after the freeze at which a zone is due here; every other zone is due with ''. */
const HOURS: Readonly<Record<string, number>> = { past: -2, now: 0, east: 1, west: 9, '': 5 };
const hoursOf = (zone: string) => HOURS[zone] ?? HOURS['']!;

function readersIn(zones: readonly string[]): ZonedReader[] {
  return zones.map((timezone, index) => ({ email: `reader${index + 1}@example.com`, timezone }));
}

async function begun(store: Store, readers: readonly ZonedReader[]) {
  const clock = fixedClock('2026-11-26T09:00:00Z');
  await addZonedReaders(store, clock, readers);
  const issueId = await addApprovedIssue(store, clock);
  const freezes = freezeStore(store);
  const instant = clock.now();
  const cohorts = planCohorts(
    await freezes.readersByZone(instant),
    zone => instant + hoursOf(zone) * HOUR,
    instant,
  );
  const mails = [frozenMail()];
  expect(await freezes.begin({ issueId, approvedHash: HASH, now: instant, mails, cohorts })).toBe(true);
  const freeze = (at: Store = store) =>
    freezeAudience(freezeStore(at), { issueId, batchSize: 10, now: clock.now });
  return { clock, instant, issueId, freezes, mails, freeze };
}

/** Every delivery with the hours its batch is due after the freeze, in the order of seq. */
async function hoursFrozen(store: Store, instant: number) {
  const rows = await store.db
    .selectFrom('deliveries as d')
    .innerJoin('batches as b', join =>
      join.onRef('b.first_seq', '<=', 'd.seq').onRef('b.last_seq', '>=', 'd.seq'),
    )
    .select(['d.email', 'd.seq', 'b.n', 'b.due_at'])
    .orderBy('d.seq')
    .execute();
  return rows.map(row => ({ ...row, hours: Math.max(0, (row.due_at - instant) / HOUR) }));
}

/** Checks that everybody is in one batch, and in one that is due at their hour; and that batches come in order. */
async function expectHours(store: Store, instant: number, zoneOf: (email: string) => string) {
  const rows = await hoursFrozen(store, instant);
  expect(new Set(rows.map(row => row.email)).size).toBe(rows.length);
  for (const { email, hours } of rows) expect(hours, email).toBe(Math.max(0, hoursOf(zoneOf(email))));
  const batches = await store.db.selectFrom('batches').select(['n', 'due_at']).orderBy('n').execute();
  expect(batches.map(batch => batch.due_at)).toEqual(
    batches.map(batch => batch.due_at).toSorted((one, other) => one - other),
  );
  return rows.map(row => row.email);
}

const ZONES = Array.from({ length: 90 }, (_, n) => ['west', 'east', '', 'past', 'nowhere', 'now'][n % 6]!);

describeStores('an audience frozen by cohorts', (open, dialect) => {
  it('has batches of one due time each, in the order they are due, and the ledger sums', async () => {
    const store = await open();
    const { instant, issueId, freeze } = await begun(store, readersIn(ZONES));
    expect(await freeze()).toBe(90);
    const zones = new Map(readersIn(ZONES).map(({ email, timezone = '' }) => [email, timezone]));
    expect((await expectHours(store, instant, email => zones.get(email) ?? '?')).length).toBe(90);
    // Those who are due at once, whether at the freeze or before, are one cohort: 30 of 90, in full batches.
    expect(await tallyBatches(store, issueId)).toEqual([
      { state: 'pending', batches: 3 + 2 + 3 + 2, members: 90, suppressed: 0, rejected: 0 },
    ]);
    const seqs = (await hoursFrozen(store, instant)).map(row => row.seq);
    expect(seqs).toEqual(Array.from({ length: 90 }, (_, index) => index + 1));
  });

  it('goes on after a kill between two chunks, also in another process', async () => {
    const store = await open();
    const { instant, issueId, freezes, freeze } = await begun(store, readersIn(ZONES));
    expect(await freezes.writeChunk(issueId, 7)).toBe(7);
    expect(await freezes.writeChunk(issueId, 40)).toBe(40);
    expect(await freezes.finish({ issueId, batchSize: 10, now: instant })).toEqual({
      kind: 'missing',
      readers: 43,
    });
    expect(await tallyBatches(store, issueId)).toEqual([]);
    const second = dialect === 'sqlite' ? store : store.another();
    expect(await Promise.all([freeze(), freeze(second), freeze(second)])).toEqual([90, 90, 90]);
    const zones = new Map(readersIn(ZONES).map(({ email, timezone = '' }) => [email, timezone]));
    expect((await expectHours(store, instant, email => zones.get(email) ?? '?')).length).toBe(90);
  });

  it('keeps everybody at their hour when readers leave, move or appear while the rows are written', async () => {
    const store = await open();
    const readers = readersIn(['east', 'west', 'east', 'west', 'east', 'west', 'east', 'west', '']);
    const at = (n: number) => `reader${n}@example.com`;
    const change = (n: number, set: Record<string, unknown>) =>
      store.db.updateTable('subscribers').set(set).where('email', '=', at(n)).execute();
    await addZonedReaders(store, fixedClock('2026-11-26T09:00:00Z'), [
      { email: 'hidden@example.com', timezone: 'west' },
    ]);
    await store.db.updateTable('subscribers').set({ state: 'pending' }).execute();
    const { instant, issueId, freezes, freeze } = await begun(store, readers);
    expect(await freezes.writeChunk(issueId, 2)).toBe(2);
    await change(3, { state: 'unsubscribed' });
    // More than were counted move into one zone, and one into a zone that nobody had.
    await change(5, { timezone: 'west' });
    await change(7, { timezone: 'west' });
    await change(8, { timezone: 'elsewhere' });
    // Who has a row already keeps it.
    await change(1, { timezone: 'west' });
    await store.db
      .updateTable('subscribers')
      .set({ state: 'confirmed' })
      .where('email', '=', 'hidden@example.com')
      .execute();
    expect(await freeze()).toBe(9);
    const zones: Record<string, string> = {
      [at(1)]: 'east',
      [at(2)]: 'west',
      [at(4)]: 'west',
      [at(5)]: 'west',
      [at(6)]: 'west',
      [at(7)]: 'west',
      [at(8)]: '',
      [at(9)]: '',
      'hidden@example.com': 'west',
    };
    const members = await expectHours(store, instant, email => zones[email] ?? '?');
    expect(members.toSorted()).toEqual(Object.keys(zones).toSorted());
  });

  it('gives no batch away before its hour, whatever became of it, and goes on hour by hour', async () => {
    const store = await open();
    const { clock, instant, issueId, mails, freeze } = await begun(
      store,
      readersIn(['west', 'east', '', 'now']),
    );
    await freeze();
    const api = keyedApi({
      // The first answer of each batch is a no to all of it, then it is busy, then it takes it.
      script: (_call, n) =>
        n % 2 === 0 ? { kind: 'wait', because: 'busy', reason: 'busy', retryAfterMs: 30_000 } : undefined,
    });
    const accepted: [string, number][] = [];
    for (let minute = 0; minute <= 10 * 60; minute += 10) {
      clock.set(new Date(instant + minute * 60_000).toISOString());
      const outcome = await sendBatches(
        senderDeps(store, clock, [api]),
        { issueId, week: WEEK, mails, installationId: 'inst' },
        { signal: new AbortController().signal, patienceMs: 0 },
      );
      for (const email of api.accepted.keys()) {
        if (!accepted.some(([seen]) => seen === email)) accepted.push([email, minute]);
      }
      if (minute === 20) {
        expect(outcome).toEqual({ kind: 'waiting', until: instant + HOUR, reason: '' });
        expect(await nextHour(store, issueId, clock.now())).toBe(instant + HOUR);
      }
    }
    expect(accepted).toEqual([
      ['reader4@example.com', 10],
      ['reader2@example.com', 70],
      ['reader3@example.com', 310],
      ['reader1@example.com', 550],
    ]);
    expect([...api.accepted.values()]).toEqual([1, 1, 1, 1]);
  });

  it('lets everybody go at once when an editor says so, before and after the batches are made', async () => {
    for (const batched of [true, false]) {
      const store = await open();
      const { clock, issueId, freezes, freeze } = await begun(store, readersIn(ZONES));
      if (batched) await freeze();
      expect(await freezes.forgetHours(issueId, clock.now())).toBe(true);
      expect(await freezes.forgetHours(issueId, clock.now())).toBe(false);
      await freeze();
      expect(await nextHour(store, issueId, clock.now())).toBe(null);
      expect(await batchStore(store).nextDue(issueId, clock.now())).toBe(clock.now());
    }
  });
});

describe('cohorts', () => {
  it('hold every zone once, the unknown ones by the name of none, and come in the order they are due', () => {
    const zone = fc.stringMatching(/^[a-z]{0,3}$/);
    const counts = fc.array(fc.tuple(zone, fc.nat(100)));
    const offsets = fc.dictionary(zone, fc.integer({ min: -12, max: 30 }));
    fc.assert(
      fc.property(counts, offsets, (counted, hours) => {
        const readers = new Map(counted);
        const dueOf = (name: string) => 1_000 * (hours[name] ?? 0);
        const cohorts = planCohorts(readers, dueOf, 0);
        const everybody = [...new Set(['', ...readers.keys()])];
        if (everybody.every(name => dueOf(name) <= 0)) {
          expect(cohorts).toEqual([]);
          return;
        }
        expect(cohorts.flatMap(({ zones }) => zones).toSorted()).toEqual(everybody.toSorted());
        const dues = cohorts.map(({ dueAt }) => dueAt);
        expect(dues).toEqual([...new Set(dues)].toSorted((one, other) => one - other));
        for (const { dueAt, zones, readers: count } of cohorts) {
          for (const name of zones) expect(Math.max(0, dueOf(name))).toBe(dueAt);
          expect(count).toBe(zones.reduce((sum, name) => sum + (readers.get(name) ?? 0), 0));
        }
      }),
    );
  });
});
