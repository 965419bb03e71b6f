import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { freezeAudience } from '../../src/delivery/freeze.ts';
import type { Store } from '../../src/storage/database.ts';
import { freezeStore } from '../../src/storage/delivery/freezes.ts';
import { fixedClock } from '../support/clock.ts';
import { addApprovedIssue, addReaders, frozenMail, HASH } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

const READERS = 20_000;

describeStores('an audience of many who have just been imported', (open, dialect) => {
  it.skipIf(dialect === 'sqlite')('is read once, though the statistics know nobody yet', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    await sql`alter table subscribers set (autovacuum_enabled = off)`.execute(store.db);
    await addReaders(store, READERS, clock);
    const issueId = await addApprovedIssue(store, clock);
    const freezes = freezeStore(store);
    await freezes.begin({ issueId, approvedHash: HASH, now: clock.now(), mails: [frozenMail()] });
    const before = await rowsRead(store);
    for (let chunk = 0; chunk < 20; chunk++) {
      expect(await freezes.writeChunk(issueId, READERS / 20)).toBe(READERS / 20);
    }
    // Read whole for each chunk, or all that is left, it would be ten times as many.
    await expect
      .poll(async () => (await rowsRead(store)) - before, { timeout: 20_000 })
      .toBeOneOf([READERS, READERS + 1]);
  });
});

describeStores('an audience verified without the write lock', open => {
  it('takes in who was hidden when their chunk was written, after the others', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    await addReaders(store, 6, clock);
    // As an import that is committed late, or a pause that ends meanwhile.
    const hide = (state: string) =>
      store.db.updateTable('subscribers').set({ state }).where('id', 'in', [2, 5]).execute();
    const issueId = await addApprovedIssue(store, clock);
    const freezes = freezeStore(store);
    await freezes.begin({ issueId, approvedHash: HASH, now: clock.now(), mails: [frozenMail()] });
    await hide('pending');
    expect(await freezes.writeChunk(issueId, 100)).toBe(4);
    await hide('confirmed');
    expect(await freezeAudience(freezes, { issueId, batchSize: 4, now: clock.now })).toBe(6);
    const rows = await store.db
      .selectFrom('deliveries')
      .select(['seq', 'subscriber_id as id'])
      .orderBy('seq')
      .execute();
    expect(rows).toEqual([1, 3, 4, 6, 2, 5].map((id, index) => ({ seq: index + 1, id })));
  });

  it('makes batches for the verified rows only, and says what is missing', async () => {
    const store = await open();
    const clock = fixedClock('2026-11-26T09:00:00Z');
    await addReaders(store, 5, clock);
    const issueId = await addApprovedIssue(store, clock);
    const freezes = freezeStore(store);
    await freezes.begin({ issueId, approvedHash: HASH, now: clock.now(), mails: [frozenMail()] });
    await freezes.writeChunk(issueId, 5);
    await store.db.deleteFrom('deliveries').where('seq', '=', 3).execute();
    const request = { issueId, batchSize: 2, now: clock.now() };
    expect(await freezes.finish(request)).toEqual({ kind: 'missing', readers: 1 });
    await store.db.deleteFrom('subscribers').where('id', '=', 3).execute();
    await expect(freezes.finish(request)).resolves.toEqual({ kind: 'missing', readers: 1 });
    expect(await store.db.selectFrom('batches').select('n').execute()).toEqual([]);
  });
});

/** How many rows of readers Postgres has read so far, by whatever way; it tells with a delay. */
async function rowsRead({ db }: Store): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select seq_tup_read + coalesce(idx_tup_fetch, 0) as read from pg_stat_user_tables where relname = 'subscribers'`.execute(
    db,
  );
  return Number(rows[0]?.read);
}
