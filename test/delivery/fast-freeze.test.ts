import { expect, it } from 'vitest';
import { freezeAudience } from '../../src/delivery/freeze.ts';
import { freezeStore } from '../../src/storage/delivery/freezes.ts';
import { fixedClock } from '../support/clock.ts';
import { addApprovedIssue, addReaders, frozenMail, HASH } from '../support/frozen-issue.ts';
import { describeStores } from '../support/stores.ts';

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
