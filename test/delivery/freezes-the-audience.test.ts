import { expect, it } from 'vitest';
import { freezeAudience } from '../../src/delivery/freeze.ts';
import type { Store } from '../../src/storage/database.ts';
import { batchStore, tallyBatches } from '../../src/storage/delivery/batches.ts';
import { countAudience, freezeStore, frozenMails } from '../../src/storage/delivery/freezes.ts';
import { issueStore } from '../../src/storage/issue/issues.ts';
import { fixedClock } from '../support/clock.ts';
import { addApprovedIssue, addReaders, frozenMail, HASH, WEEK } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

async function begun(store: Store, readers: number) {
  const clock = fixedClock('2026-11-26T09:00:00Z');
  await addReaders(store, readers, clock);
  const issueId = await addApprovedIssue(store, clock);
  const freezes = freezeStore(store);
  const mails = [frozenMail()];
  expect(await freezes.begin({ issueId, approvedHash: HASH, now: clock.now(), mails })).toBe(true);
  return { clock, issueId, freezes, mails };
}

async function addReader(store: Store, name: string, change: Record<string, unknown>): Promise<void> {
  const email = `${name}@example.com`;
  const base = {
    email,
    dedupe_key: email,
    state: 'confirmed',
    source: 'test',
    created_at: 1,
    confirmed_at: 1,
  };
  await store.db
    .insertInto('subscribers')
    .values({ ...base, ...change })
    .execute();
}

const membersOf = async (store: Store) =>
  (await store.db.selectFrom('deliveries').selectAll().orderBy('seq').execute()).map(
    row => row.email.split('@')[0],
  );

describeStores('freezing an audience', (open, dialect) => {
  it('takes in confirmed readers at one instant, in the order they came', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    await addReader(store, 'confirmed', {});
    await addReader(store, 'pending', { state: 'pending', confirmed_at: null });
    await addReader(store, 'left', { state: 'unsubscribed', unsubscribed_at: 2 });
    await addReader(store, 'suppressed', { suppressed_at: 2 });
    await addReader(store, 'paused', { paused_until: clock.now() + 1 });
    await addReader(store, 'back', { paused_until: clock.now() });
    await addReader(store, 'later', { confirmed_at: clock.now() + 1 });
    expect(await countAudience(store, clock.now())).toBe(2);
    const issueId = await addApprovedIssue(store, clock);
    const freezes = freezeStore(store);
    await freezes.begin({ issueId, approvedHash: HASH, now: clock.now(), mails: [frozenMail()] });
    // Who comes after the instant waits for the next issue, though the rows are not written yet.
    await addReader(store, 'new', { confirmed_at: clock.now() });
    expect(await freezeAudience(freezes, { issueId, batchSize: 100, now: clock.now })).toBe(2);
    expect(await membersOf(store)).toEqual(['confirmed', 'back']);
    expect(await issueStore(store).find(WEEK)).toMatchObject({
      state: 'sending',
      audience: 2,
      frozenAt: clock.now(),
    });
  });

  it('begins only what is approved with this hash, and only once', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    const issueId = await addApprovedIssue(store, clock);
    const freezes = freezeStore(store);
    const request = { issueId, now: clock.now(), mails: [frozenMail()] };
    expect(await freezes.begin({ ...request, approvedHash: 'b'.repeat(64) })).toBe(false);
    expect(await frozenMails(store, issueId)).toEqual([]);
    expect(await freezes.begin({ ...request, approvedHash: HASH })).toBe(true);
    expect(await freezes.begin({ ...request, approvedHash: HASH })).toBe(false);
    expect(await frozenMails(store, issueId)).toEqual([frozenMail()]);
  });

  it('goes on after a kill between two chunks; no batch exists before the count is right', async () => {
    const store = await open();
    const { clock, issueId, freezes } = await begun(store, 250);
    expect(await freezes.writeChunk(issueId, 100)).toBe(100);
    expect(await freezes.finish({ issueId, batchSize: 100, now: clock.now() })).toEqual({
      kind: 'missing',
      readers: 150,
    });
    expect(await tallyBatches(store, issueId)).toEqual([]);
    expect(await freezeAudience(freezes, { issueId, batchSize: 100, now: clock.now })).toBe(250);
    const rows = await store.db
      .selectFrom('deliveries')
      .select(['seq', 'subscriber_id'])
      .orderBy('seq')
      .execute();
    expect(rows.map(row => row.seq)).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
    expect(new Set(rows.map(row => row.subscriber_id)).size).toBe(250);
    const batches = await store.db
      .selectFrom('batches')
      .select(['n', 'first_seq', 'last_seq'])
      .orderBy('n')
      .execute();
    expect(batches).toEqual([
      { n: 1, first_seq: 1, last_seq: 100 },
      { n: 2, first_seq: 101, last_seq: 200 },
      { n: 3, first_seq: 201, last_seq: 250 },
    ]);
  });

  it('is one audience however many processes freeze at once', async () => {
    const store = await open();
    const { clock, issueId } = await begun(store, 5_000);
    const second = dialect === 'sqlite' ? store : store.another();
    const freeze = (at: Store) =>
      freezeAudience(freezeStore(at), { issueId, batchSize: 100, now: clock.now });
    expect(await Promise.all([freeze(store), freeze(second), freeze(second)])).toEqual([5_000, 5_000, 5_000]);
    expect(await tallyBatches(store, issueId)).toEqual([
      { state: 'pending', batches: 50, members: 5_000, suppressed: 0, rejected: 0 },
    ]);
  });

  it('has no batch at all for an audience of nobody', async () => {
    const store = await open();
    const { clock, issueId, freezes } = await begun(store, 0);
    expect(await freezeAudience(freezes, { issueId, batchSize: 100, now: clock.now })).toBe(0);
    expect(await batchStore(store).nextDue(issueId)).toBe(null);
  });

  it('cannot hold one reader twice', async () => {
    const store = await open();
    const { clock, issueId, freezes } = await begun(store, 3);
    await freezeAudience(freezes, { issueId, batchSize: 100, now: clock.now });
    const again = { issue_id: issueId, seq: 99, subscriber_id: 1, email: 'x', name: '', variant: 1 };
    await expect(store.db.insertInto('deliveries').values(again).execute()).rejects.toThrow(/unique/i);
  });
});
