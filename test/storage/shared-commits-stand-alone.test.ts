import { expect, it } from 'vitest';
import { shareCommit } from '../../src/storage/delivery/shared-commits.ts';
import { recordActivity } from '../../src/storage/issue/activity.ts';
import { describeStores } from '../support/stores.ts';

describeStores('writes that share a commit', (open, dialect) => {
  it.skipIf(dialect === 'postgres')('take nothing from each other when one of them fails', async () => {
    const store = await open();
    const note = (action: string) => (within: typeof store) =>
      recordActivity(within, { at: 1, week: '', who: 'test', action, detail: '', contentHash: '' });
    const write = (work: (within: typeof store) => Promise<void>) =>
      shareCommit(store, { lasting: true, work: within => work(within as typeof store) });
    const ended = await Promise.allSettled([
      write(note('one')),
      write(async within => {
        await note('half')(within);
        throw new Error('broken');
      }),
      write(note('two')),
    ]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const lines = await store.db.selectFrom('activity').select('action').orderBy('id').execute();
    expect(lines.map(({ action }) => action)).toEqual(['one', 'two']);
  });
});
