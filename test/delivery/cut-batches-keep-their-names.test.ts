import { expect, it } from 'vitest';
import type { MailerAnswer } from '../../src/delivery/mailers/mailer.ts';
import { sendBatches } from '../../src/delivery/sender.ts';
import { type FixedClock, fixedClock } from '../support/clock.ts';
import { replicaOf } from '../support/fallen-back.ts';
import { freezeForTest, keyedApi, type SeenCall, senderDeps } from '../support/frozen-issue.ts';
import { describeStores, type TestStore } from '../support/stores.ts';
import { ledger } from './settling.ts';

const START = '2026-11-26T09:00:00Z';
const patient = { signal: new AbortController().signal, patienceMs: 0 };
const REFUSED = { kind: 'refused', scope: 'account', code: 'suspended', reason: 'suspended' } as const;

/** One mail a call and no keys, until its account is refused from the call of that number on. */
function small(refusedFrom: number) {
  const script = (_: SeenCall, n: number): MailerAnswer | undefined =>
    n >= refusedFrom ? REFUSED : undefined;
  return { ...keyedApi({ name: 'smtp', keyWindowMs: null, script }), maxBatch: 1 };
}

/** A hundred a call, by keys: other bytes under a key that is known are a conflict. */
function large() {
  const bytes = new Map<string, string>();
  const script = (call: SeenCall): MailerAnswer | undefined => {
    const before = bytes.get(call.key) ?? call.bytes;
    bytes.set(call.key, before);
    return before === call.bytes ? undefined : { kind: 'unclear', conflict: true, reason: '409' };
  };
  return keyedApi({ script });
}

async function batchesOf(store: TestStore) {
  const rows = await store.db.selectFrom('batches').selectAll().orderBy('first_seq').execute();
  return rows.map(row => ({ range: [row.first_seq, row.last_seq], by: row.provider, state: row.state }));
}

describeStores('a batch that is larger than its mailer takes', open => {
  const begin = async (): Promise<{ store: TestStore; clock: FixedClock }> => ({
    store: await open(),
    clock: fixedClock(START),
  });

  it('is cut by as many processes at once as there are, and no two pieces share a number or a reader', async () => {
    const { store, clock } = await begin();
    const issue = await freezeForTest(store, clock, { readers: 400, batchSize: 100 });
    const api = { ...keyedApi({}), maxBatch: 7 };
    const run = (owner: string, at: TestStore | ReturnType<TestStore['another']>) =>
      sendBatches(senderDeps({ ...store, ...at }, clock, [api], { owner, lanes: 6 }), issue, patient);
    const ends = await Promise.all([
      run('one', store),
      run('two', store.another()),
      run('three', store.another()),
    ]);
    expect(ends).toContainEqual({ kind: 'settled' });
    expect([...api.accepted.values()].filter(times => times !== 1)).toEqual([]);
    expect(await ledger(store, issue.issueId, 400)).toMatchObject({ submitted: 400 });
    const ranges = (await batchesOf(store)).map(({ range }) => range);
    expect(ranges.slice(1).map(([first]) => first)).toEqual(
      ranges.slice(0, -1).map(([, last]) => Number(last) + 1),
    );
    expect(Math.max(...api.calls.map(({ to }) => to.length))).toBe(7);
  });

  it('stays whole behind the pieces that were cut off, for a mailer that takes it at once', async () => {
    const { store, clock } = await begin();
    const issue = await freezeForTest(store, clock, { readers: 200, batchSize: 100 });
    const [first, second] = [small(3), large()];
    await sendBatches(senderDeps(store, clock, [first, second]), issue, patient);
    expect(second.calls.map(({ to }) => to.length).toSorted((a, b) => a - b)).toEqual([1, 96, 100]);
    expect(await batchesOf(store)).toMatchObject([
      { range: [1, 96], by: 'resend' },
      { range: [97, 97], by: 'resend' },
      { range: [98, 98], by: 'smtp' },
      { range: [99, 99], by: 'smtp' },
      { range: [100, 100], by: 'smtp' },
      { range: [101, 200], by: 'resend' },
    ]);
  });

  it('has the same key though the database has forgotten how much was cut off: nobody gets it twice by keys', async () => {
    const { store, clock } = await begin();
    const issue = await freezeForTest(store, clock, { readers: 100, batchSize: 100 });
    const before = await replicaOf(store);
    const second = large();
    await sendBatches(senderDeps(store, clock, [small(3), second]), issue, patient);
    expect(second.accepted.size).toBe(97);
    await before.fallBack();
    // Refused at once: what it took before is forgotten, and whole batches are asked for under keys that stand for others.
    await sendBatches(senderDeps(store, clock, [small(0), second]), issue, patient);
    expect([...second.accepted.values()].filter(times => times > 1)).toEqual([]);
    expect(await ledger(store, issue.issueId, 100)).toMatchObject({ uncertain: 99, submitted: 1 });
  });
});
