import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openStore } from '../../src/storage/database.ts';
import { JournalFlush } from '../../src/storage/journal-flush.ts';
import { unsynced } from '../../src/storage/unsynced.ts';

function openFlush() {
  const path = join(mkdtempSync(join(tmpdir(), 'verdicts-flush-')), 'verdicts.db');
  writeFileSync(path, '');
  writeFileSync(`${path}-wal`, '');
  const begun: { end: () => void; fail: (fault: Error) => void }[] = [];
  const sync = () => new Promise<void>((resolve, reject) => begun.push({ end: resolve, fail: reject }));
  return { flush: new JournalFlush(path, sync), begun };
}

const turn = () => new Promise(resolve => setImmediate(resolve));

it('answers nobody before a sync that began after they asked, and lets those who wait share one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('ask', 'end'), { maxLength: 40 }), async steps => {
      const { flush, begun } = openFlush();
      const asked: { after: number; answered: boolean }[] = [];
      let ended = 0;
      for (const step of [...steps, 'end', 'end', 'end'] as const) {
        if (step === 'ask') {
          const one = { after: begun.length, answered: false };
          asked.push(one);
          void flush.flushed().then(() => {
            one.answered = true;
          });
        } else if (ended < begun.length) begun[ended++]?.end();
        await turn();
        // One sync at a time, and each request is answered by the first that began after it, once that has ended.
        expect(begun.length - ended).toBeLessThanOrEqual(1);
        for (const { after, answered } of asked) expect(answered).toBe(ended > after);
      }
      flush.close();
    }),
    { numRuns: 60 },
  );
});

it('believes no later yes of a disk that has refused once', async () => {
  const { flush, begun } = openFlush();
  const first = flush.flushed();
  begun[0]?.fail(new Error('EIO'));
  await expect(first).rejects.toThrow('The disk did not take what was written to');
  await expect(flush.flushed()).rejects.toThrow('The disk did not take what was written to');
  expect(begun).toHaveLength(1);
});

it('waits for the journal that SQLite writes, and for none in memory', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'verdicts-flush-')), 'verdicts.db');
  const store = openStore(`file:${path}`);
  await unsynced(store, async ({ db }) => db.schema.createTable('kept').addColumn('n', 'integer').execute());
  await store.flushed?.();
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
  await store.db.destroy();
  const inMemory = openStore('file::memory:');
  expect(inMemory.flushed).toBeUndefined();
  await inMemory.db.destroy();
});
