import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/storage/database.ts';
import { DatabaseFault } from '../../src/storage/database-fault.ts';
import { readMeta, writeMeta } from '../../src/storage/meta.ts';
import { inTransaction } from '../../src/storage/transaction.ts';
import { unsynced } from '../../src/storage/unsynced.ts';
import { smallDisk } from '../support/small-disk.ts';
import { openSqliteStore } from '../support/stores.ts';

async function fresh(options: Parameters<typeof openStore>[1] = {}) {
  const { url } = await openSqliteStore();
  const store = openStore(url, options);
  onTestFinished(() => store.db.destroy());
  return { store, url, file: url.slice('file:'.length) };
}

/** A write lock of somebody else's. */
function foreignLock(file: string) {
  const other = new DatabaseSync(file);
  onTestFinished(() => other.close());
  other.exec('begin immediate');
  return { letGo: () => other.exec('rollback') };
}

const write = (store: Store, value: string) => inTransaction(store, trx => writeMeta(trx, 'key', value));

describe('while another process keeps the write lock', () => {
  it('writes wait without holding anybody up, and readers go on', async () => {
    const notices: string[] = [];
    const { store, file } = await fresh({ onNotice: notice => notices.push(notice) });
    await write(store, 'before');
    const lock = foreignLock(file);

    const waiting = [write(store, 'first'), writeMeta(store, 'second', 'alone'), readMeta(store, 'key')];
    let turns = 0;
    const clock = setInterval(() => void turns++, 5);
    onTestFinished(() => clearInterval(clock));
    await expect.poll(() => notices).toEqual([expect.stringContaining('writes wait, reads go on')]);

    expect(turns).toBeGreaterThan(20);
    expect(await waiting[2]).toBe('before');
    expect(await readMeta(store, 'key')).toBe('before');
    lock.letGo();
    await Promise.all(waiting);
    expect([await readMeta(store, 'key'), await readMeta(store, 'second')]).toEqual(['first', 'alone']);
    expect(notices).toEqual([
      expect.stringContaining('writes wait'),
      expect.stringMatching(/the wait .* is over after \d/),
    ]);
  });

  it('a commit that waits for no disk keeps its connection to itself', async () => {
    const { store, file } = await fresh();
    const lock = foreignLock(file);
    const synchronous = async () =>
      (await sql<{ synchronous: number }>`pragma synchronous`.execute(store.db)).rows[0]?.synchronous;

    const quick = unsynced(store, trx => writeMeta(trx, 'key', 'quick'));
    const after = synchronous();
    await new Promise(resolve => setTimeout(resolve, 100));
    lock.letGo();
    await quick;

    expect(await after).toBe(2);
  });

  it('a lock that never ends is told with what to do, and the next write works', async () => {
    const { store, file } = await fresh({ lockedMs: 200 });
    const lock = foreignLock(file);

    await expect(write(store, 'never')).rejects.toThrow(/has kept the database .* locked .*lsof or fuser/);
    await expect(writeMeta(store, 'key', 'never')).rejects.toThrow(DatabaseFault);
    lock.letGo();
    await write(store, 'at last');
    expect(await readMeta(store, 'key')).toBe('at last');
  });
});

describe('a full disk', () => {
  it('is told as what it is, and what was kept before stays whole', async ({ skip }) => {
    const disk = smallDisk(4);
    if (typeof disk === 'string') return skip(disk);
    onTestFinished(() => disk.remove());
    const { file: template } = await fresh();
    const file = join(disk.folder, 'verdicts.db');
    copyFileSync(template, file);
    const store = openStore(`file:${file}`);
    onTestFinished(() => store.db.destroy());
    await write(store, 'kept');
    disk.fillUp();

    const large = 'x'.repeat(1_000_000);
    await expect(write(store, large)).rejects.toThrow(/The disk of the database is full/);
    await expect(unsynced(store, trx => writeMeta(trx, 'key', large))).rejects.toThrow(/disk .* is full/);
    expect(await readMeta(store, 'key')).toBe('kept');

    disk.makeRoom();
    await write(store, 'goes on');
    expect(await readMeta(store, 'key')).toBe('goes on');
  });
});

describe('a database file that is taken away', () => {
  const takeAway: [string, (file: string, another: string) => void][] = [
    ['deleted', file => rmSync(file)],
    ['moved', file => renameSync(file, `${file}.old`)],
    ['replaced', (file, another) => renameSync(another, file)],
    ['robbed of its journal', file => rmSync(`${file}-wal`)],
  ];

  it.each(takeAway)('and %s is noticed before anything more is kept, for good', async (_, take) => {
    const faults: DatabaseFault[] = [];
    const { store, file } = await fresh({ onLost: fault => faults.push(fault) });
    const another = `${file}.another`;
    copyFileSync(file, another);
    await write(store, 'before');
    await write(store, 'before');
    take(file, another);

    await expect(write(store, 'after')).rejects.toThrow(/was (deleted or moved|replaced by another)/);
    await expect(readMeta(store, 'key')).rejects.toThrow(DatabaseFault);
    expect(faults).toHaveLength(1);
  });

  it('in the middle of a transaction leaves it unanswered', async () => {
    const { store, file } = await fresh();
    await write(store, 'before');
    await expect(
      inTransaction(store, async trx => {
        await writeMeta(trx, 'key', 'sealed');
        rmSync(file);
      }),
    ).rejects.toThrow(/deleted or moved .* nothing more is sent/);
  });

  it('is noticed by who only reads, too', async () => {
    const { store, file } = await fresh();
    await readMeta(store, 'key');
    rmSync(file);
    await expect.poll(() => readMeta(store, 'key').catch(String)).toMatch(/deleted or moved/);
  });
});
