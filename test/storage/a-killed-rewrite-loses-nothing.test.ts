import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { checkIntegrity } from '../../src/backup/sqlite-backup.ts';
import { sweepFile } from '../../src/storage/file-sweep.ts';
import { everyRow } from '../support/every-row.ts';
import { openSqliteStore } from '../support/stores.ts';

const SWEEP_ONCE = fileURLToPath(new URL('../support/sweep-once.ts', import.meta.url));
const file = (url: string) => url.slice('file:'.length);

it('a rewrite of the file that is killed leaves it whole, with every row, and is made up for', async () => {
  const store = await openSqliteStore();
  for (let n = 0; n < 40; n++) {
    const rows = Array.from({ length: 50 }, (_, m) => ({ key: `${n}/${m}`, value: 'x'.repeat(5_000) }));
    await store.db.insertInto('meta').values(rows).execute();
  }
  await store.db.deleteFrom('meta').where('key', 'like', '1%').execute();
  const before = await everyRow(store);
  for (const delay of [0, 5, 15, 40]) {
    const child = spawn(process.execPath, [SWEEP_ONCE, store.url]);
    const closed = once(child, 'close');
    await once(child.stdout, 'data');
    await setTimeout(delay);
    child.kill('SIGKILL');
    await closed;
    checkIntegrity(file(store.url));
    // The mark is all that a rewrite which came through may have added.
    await store.db.deleteFrom('meta').where('key', 'like', 'file-swept%').execute();
    expect(await everyRow(store)).toEqual(before);
  }
  expect((await sweepFile(store, { now: 0, mostBytes: Number.POSITIVE_INFINITY })).kind).toBe('swept');
  expect((await sweepFile(store, { now: 0, mostBytes: Number.POSITIVE_INFINITY })).kind).toBe('clean');
}, 60_000);
