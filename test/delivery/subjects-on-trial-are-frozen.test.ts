import { expect, it } from 'vitest';
import { type FrozenMail, freezeAudience } from '../../src/delivery/freeze.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { type FrozenTrial, UNDECIDED_AT } from '../../src/delivery/subject-trial.ts';
import { armOf } from '../../src/issue/trial/arm-of.ts';
import { variantOfArm } from '../../src/issue/trial/trial-wish.ts';
import type { Store } from '../../src/storage/database.ts';
import { tallyBatches } from '../../src/storage/delivery/batches.ts';
import { nextHour } from '../../src/storage/delivery/cohorts.ts';
import { insertBatches } from '../../src/storage/delivery/cut-ranges.ts';
import { freezeStore } from '../../src/storage/delivery/freezes.ts';
import { decideTrial } from '../../src/storage/delivery/subject-trials.ts';
import { fixedClock } from '../support/clock.ts';
import {
  addApprovedIssue,
  addReaders,
  frozenMail,
  HASH,
  keyedApi,
  senderDeps,
  WEEK,
} from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

const ARMS = 3;
const READERS = 120;
const BATCH = 10;
const EMAIL = (id: number) => `reader${id}@example.com`;

/** The small mail under each subject, told apart by it. */
const MAILS: readonly FrozenMail[] = Array.from({ length: ARMS }, (_, arm) => {
  const { mail, ...frozen } = frozenMail();
  const compiled = { ...mail.compiled, subject: `Subject ${arm}` };
  return { ...frozen, variant: variantOfArm(arm), mail: { ...mail, compiled } };
});

async function begun(store: Store) {
  const clock = fixedClock('2026-11-26T09:00:00Z');
  await addReaders(store, READERS, clock);
  const issueId = await addApprovedIssue(store, clock);
  const freezes = freezeStore(store);
  const now = clock.now();
  const trial: FrozenTrial = { arms: ARMS, share: 50, seed: 's', deadline: now + 3_600_000 };
  const shares = await freezes.trialShares(trial, { instant: now, led: [{ variant: 1, category: '' }] });
  const mails = [...MAILS];
  expect(await freezes.begin({ issueId, approvedHash: HASH, now, mails, trial: { ...trial, shares } })).toBe(
    true,
  );
  const freeze = (at: Store = store) =>
    freezeAudience(freezeStore(at), { issueId, batchSize: BATCH, now: clock.now });
  const decide = (arm: number) =>
    decideTrial(
      store,
      issueId,
      { arm, outcome: 'winner', at: clock.now(), by: '', evidence: '' },
      async () => {},
    );
  const issue = { issueId, week: WEEK, mails, installationId: 'inst' };
  return { clock, issueId, freezes, shares, freeze, decide, issue };
}

const drawn = (id: number) => armOf('s', String(id), 0.5, ARMS);

/** Every delivery with its batch, in the order of seq. */
function frozen(store: Store) {
  return store.db
    .selectFrom('deliveries as d')
    .innerJoin('batches as b', join =>
      join.onRef('b.first_seq', '<=', 'd.seq').onRef('b.last_seq', '>=', 'd.seq'),
    )
    .select(['d.seq', 'd.subscriber_id', 'd.variant', 'b.n', 'b.due_at'])
    .orderBy('d.seq')
    .execute();
}

async function expectDrawn(store: Store, readers: readonly number[]) {
  const rows = await frozen(store);
  expect(rows.map(row => row.subscriber_id).toSorted((a, b) => a - b)).toEqual(readers);
  for (const { subscriber_id: id, variant, due_at } of rows) {
    const arm = drawn(id);
    expect(variant, EMAIL(id)).toBe(arm === null ? -1 : variantOfArm(arm));
    expect(due_at === UNDECIDED_AT, EMAIL(id)).toBe(arm === null);
  }
  return rows;
}

const everybody = Array.from({ length: READERS }, (_, index) => index + 1);
const once = { signal: new AbortController().signal, patienceMs: 0 };

describeStores('an audience whose subjects are on trial', (open, dialect) => {
  it('is drawn by one function, each arm in batches of its own that take turns', async () => {
    const store = await open();
    const { issueId, shares, freeze } = await begun(store);
    expect(await freeze()).toBe(READERS);
    const rows = await expectDrawn(store, everybody);
    expect(shares.apart).toBe(0);
    expect(shares.tested.reduce((sum, count) => sum + count, shares.rest)).toBe(READERS);
    const batches = [...Map.groupBy(rows, row => row.n)].toSorted(([one], [other]) => one - other);
    expect(batches.map(([n]) => n)).toEqual(batches.map((_, index) => index + 1));
    // One subject a batch: on the thin wire it names one template.
    const subjects = batches.map(([, members]) => [...new Set(members.map(member => member.variant))]);
    expect(subjects.slice(0, 2 * ARMS)).toEqual([[1], [101], [201], [1], [101], [201]]);
    expect(subjects.every(each => each.length === 1)).toBe(true);
    const [tally] = await tallyBatches(store, issueId);
    expect(tally).toMatchObject({ state: 'pending', members: READERS });
  });

  it('is the same after kills between chunks, in several processes, and for whoever shows up late', async () => {
    const store = await open();
    const { issueId, freezes, freeze } = await begun(store);
    await store.db
      .updateTable('subscribers')
      .set({ state: 'pending' })
      .where('id', 'in', [3, 50, 51])
      .execute();
    expect(await freezes.writeChunk(issueId, 17)).toBe(17);
    await store.db.updateTable('subscribers').set({ state: 'confirmed' }).where('id', '=', 3).execute();
    await store.db.updateTable('subscribers').set({ state: 'unsubscribed' }).where('id', '=', 60).execute();
    const second = dialect === 'sqlite' ? store : store.another();
    const left = everybody.filter(id => ![50, 51, 60].includes(id));
    expect(await Promise.all([freeze(), freeze(second)])).toEqual([left.length, left.length]);
    await expectDrawn(store, left);
  });

  it('gives nobody a mail without a subject; the first decision counts, made before the batches or after', async () => {
    for (const isBatched of [true, false]) {
      const store = await open();
      const { clock, issueId, freezes, freeze, decide, issue } = await begun(store);
      const api = keyedApi({});
      const send = () => sendBatches(senderDeps(store, clock, [api]), issue, once);
      if (isBatched) {
        await freeze();
        expect(await send()).toMatchObject({ kind: 'waiting', until: UNDECIDED_AT });
        expect([...api.accepted.keys()].length).toBe(everybody.filter(id => drawn(id) !== null).length);
        // What waits for a subject waits for no hour, and none is forgotten for it.
        expect(await nextHour(store, issueId, clock.now())).toBe(null);
        expect(await freezes.forgetHours(issueId, clock.now())).toBe(false);
      }
      expect(await Promise.all([decide(2), decide(1)])).toEqual([true, false]);
      await freeze();
      expect(await send()).toEqual({ kind: 'settled' });
      const subjects = new Map(
        api.calls.flatMap(({ bytes }) =>
          (JSON.parse(bytes) as { to: string; subject: string }[]).map(({ to, subject }) => [to, subject]),
        ),
      );
      expect([...api.accepted.values()].every(times => times === 1)).toBe(true);
      for (const id of everybody) expect(subjects.get(EMAIL(id))).toBe(`Subject ${drawn(id) ?? 2}`);
    }
  });

  it('goes on by another mailer under the same decision when the first one is refused', async () => {
    const store = await open();
    const { clock, freeze, decide, issue } = await begun(store);
    await freeze();
    let isClosed = false;
    const first = keyedApi({
      script: () =>
        isClosed
          ? { kind: 'refused', scope: 'account', code: 'suspended', reason: 'the account is closed' }
          : undefined,
    });
    const standby = keyedApi({ name: 'ses' });
    const send = () => sendBatches(senderDeps(store, clock, [first, standby]), issue, once);
    expect(await send()).toMatchObject({ kind: 'waiting' });
    isClosed = true;
    await decide(1);
    expect(await send()).toEqual({ kind: 'settled' });
    const rest = everybody.filter(id => drawn(id) === null).map(EMAIL);
    expect([...standby.accepted.keys()].toSorted()).toEqual(rest.toSorted());
    const subjects = standby.calls.flatMap(({ bytes }) =>
      (JSON.parse(bytes) as { subject: string }[]).map(({ subject }) => subject),
    );
    expect(new Set(subjects)).toEqual(new Set(['Subject 1']));
  });

  it('has batches numbered without a gap, however unequal the arms are', async () => {
    const store = await open();
    const issueId = await addApprovedIssue(store, fixedClock('2026-11-26T09:00:00Z'));
    for (const sizes of [[1, 95, 20], [0, 0, 7], [40, 40, 40, 5], [0, 31], [10]]) {
      let next = 1;
      const ranges = sizes.map(size => {
        const range = { firstSeq: next, lastSeq: next + size - 1, dueAt: 0 };
        next += size;
        return range;
      });
      await insertBatches(store.db, issueId, { ranges, inTurn: Math.max(1, sizes.length - 1), size: BATCH });
      const rows = await store.db
        .selectFrom('batches')
        .select(['n', 'first_seq', 'last_seq'])
        .orderBy('first_seq')
        .execute();
      expect(rows.map(({ n }) => n).toSorted((a, b) => a - b)).toEqual(rows.map((_, index) => index + 1));
      let seq = 1;
      for (const { first_seq, last_seq } of rows) {
        expect(first_seq).toBe(seq);
        seq = last_seq + 1;
      }
      expect(seq).toBe(next);
      await store.db.deleteFrom('batches').execute();
    }
  });
});
