import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { checkDatabase } from '../../src/doctor/database-check.ts';
import { BACKUP_BEGUN } from '../../src/storage/last-backup.ts';
import { readMeta, writeMeta } from '../../src/storage/meta.ts';
import { describeStores } from '../support/stores.ts';

const NOW = Date.parse('2026-11-26T09:00:00Z');

async function statesOf(url: string): Promise<Record<string, string>> {
  const findings = await checkDatabase(url, NOW);
  return Object.fromEntries(findings.map(({ check, state }) => [check, state]));
}

describeStores('the doctor on a database', (open, dialect) => {
  it('looks at tables, writing, safety and the last backup, and changes nothing', async () => {
    const store = await open();
    const found = await statesOf(store.url);
    // The test server runs without fsync, which is just what the doctor is there to find.
    const rest =
      dialect === 'sqlite'
        ? {
            'stored times': 'ok',
            'database safety': 'ok',
            'database file': 'ok',
            disk: expect.any(String) as string,
          }
        : {
            // Its clock is real, and the one that is handed in stands still.
            'database clock': 'warning',
            'stored times': 'ok',
            'database safety': 'error',
            disk: 'unknown',
          };
    expect(found).toEqual({ database: 'ok', 'database writing': 'ok', backup: 'warning', ...rest });
    expect(await readMeta(store, 'doctor')).toBeNull();
    await writeMeta(store, BACKUP_BEGUN, String(NOW - 3_600_000));
    expect(await statesOf(store.url)).toMatchObject({ backup: 'ok' });
    await writeMeta(store, BACKUP_BEGUN, String(NOW - 8 * 86_400_000));
    expect(await statesOf(store.url)).toMatchObject({ backup: 'warning' });
  });

  it('names times that are later than now', async () => {
    const store = await open();
    expect(await statesOf(store.url)).toMatchObject({ 'stored times': 'ok' });
    const later = Date.now() + 400 * 24 * 3_600_000;
    await writeMeta(store, 'first-started-at', String(later));
    const findings = await checkDatabase(store.url, NOW);
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'stored times',
        state: 'warning',
        found: expect.stringContaining(`the first start (${new Date(later).toISOString()})`) as string,
      }),
    );
  });

  it('tells older, newer, foreign and empty tables apart', async () => {
    const store = await open();
    await sql`delete from migrations where name <> '001-first'`.execute(store.db);
    const [newest] = (await sql<{ name: string }>`select name from migrations`.execute(store.db)).rows;
    await sql`delete from migrations`.execute(store.db);
    expect((await checkDatabase(store.url, NOW))[0]).toMatchObject({ state: 'warning' });
    await sql`insert into migrations (name, applied_at) values (${newest?.name ?? ''}, ''), ('999-later', '')`.execute(
      store.db,
    );
    expect((await checkDatabase(store.url, NOW))[0]).toMatchObject({ state: 'error' });

    const other = await open({ migrated: false });
    expect(await checkDatabase(other.url, NOW)).toMatchObject([{ check: 'database', state: 'warning' }]);
    await sql`create table customers (id integer)`.execute(other.db);
    expect(await checkDatabase(other.url, NOW)).toMatchObject([{ check: 'database', state: 'error' }]);
  });
});

it('does not make a database that is not there, and says so when a file is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-doctor-'));
  const missing = join(folder, 'verdicts.db');
  expect(await checkDatabase(`file:${missing}`, NOW)).toMatchObject([{ state: 'warning' }]);
  expect(existsSync(missing)).toBe(false);
  const text = join(folder, 'notes.db');
  writeFileSync(text, 'not a database, but long enough to be taken for one\n'.repeat(100));
  expect(await checkDatabase(`file:${text}`, NOW)).toMatchObject([{ check: 'database', state: 'error' }]);
  expect(await checkDatabase('postgres://127.0.0.1:1/nobody', NOW)).toMatchObject([
    { check: 'database', state: 'error', fix: expect.stringContaining('DATABASE_URL') as string },
  ]);
});
