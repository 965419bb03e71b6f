import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Store } from '../../src/storage/database.ts';
import { type MigrationOutcome, migrate } from '../../src/storage/migrate.ts';
import { describeStores } from '../support/stores.ts';

const MIGRATE_ONCE = fileURLToPath(new URL('../support/migrate-once.ts', import.meta.url));
const run = promisify(execFile);

describeStores('migrations', open => {
  it('apply once: a second run finds nothing to do and changes nothing', async () => {
    const store = await open({ migrated: false });

    const firstRun = await migrate(store);
    const before = await describeSchema(store);
    const secondRun = await migrate(store);

    expect(firstRun).toEqual({ kind: 'ready', applied: expect.arrayContaining(['001-first']) });
    expect(secondRun).toEqual({ kind: 'ready', applied: [] });
    expect(await describeSchema(store)).toEqual(before);
    expect(before).toEqual(expect.arrayContaining(['table issues', 'table deliveries', 'table batches']));
  });

  it('leave the data in place', async () => {
    const store = await open();
    await store.db.insertInto('meta').values({ key: 'installation', value: 'abc' }).execute();

    await migrate(store);

    expect(await store.db.selectFrom('meta').selectAll().execute()).toEqual([
      { key: 'installation', value: 'abc' },
    ]);
  });

  it('take turns when four processes start at once: one applies, the others find it done', async () => {
    const store = await open({ migrated: false });

    const outcomes = await Promise.all([1, 2, 3, 4].map(() => migrateInProcess(store.url)));

    expect(outcomes.every(outcome => outcome.kind === 'ready')).toBe(true);
    const applied = outcomes.flatMap(outcome => (outcome.kind === 'ready' ? outcome.applied : []));
    const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(store.db);
    expect(applied.sort()).toEqual(rows.map(row => row.name));
    expect(applied).toContain('001-first');
  });

  it('refuse a database of a newer version and leave it untouched', async () => {
    const store = await open();
    await sql`insert into migrations (name, applied_at) values ('999-from-the-future', 'later')`.execute(
      store.db,
    );
    const before = await describeSchema(store);

    const outcome = await migrate(store);

    expect(outcome).toEqual({ kind: 'newer', unknown: ['999-from-the-future'] });
    expect(await describeSchema(store)).toEqual(before);
  });

  it('refuse a newer database that lacks our own tables without making any of them', async () => {
    const store = await open({ migrated: false });
    await sql`create table migrations (name text primary key, applied_at text not null)`.execute(store.db);
    await sql`insert into migrations (name, applied_at) values ('999-from-the-future', 'later')`.execute(
      store.db,
    );

    expect(await migrate(store)).toEqual({ kind: 'newer', unknown: ['999-from-the-future'] });
    expect((await describeSchema(store)).filter(line => line.startsWith('table '))).toEqual([
      'table migrations',
    ]);
  });

  it('roll back as a whole when one fails in the middle', async () => {
    const store = await open({ migrated: false });
    // The last table of the first migration is already there, so creating it fails after all the others.
    await sql`create table activity (id integer)`.execute(store.db);

    await expect(migrate(store)).rejects.toThrow(/activity/);

    expect((await describeSchema(store)).filter(line => line.startsWith('table '))).toEqual([
      'table activity',
    ]);
  });
});

async function migrateInProcess(url: string): Promise<MigrationOutcome> {
  const { stdout } = await run(process.execPath, [MIGRATE_ONCE, url]);
  return JSON.parse(stdout) as MigrationOutcome;
}

/** Tables, indexes and the list of migrations, as lines. */
async function describeSchema(store: Store): Promise<string[]> {
  const query =
    store.dialect === 'sqlite'
      ? sql<{
          line: string;
        }>`select type || ' ' || name as line from sqlite_schema where name not like 'sqlite_%' order by line`
      : sql<{ line: string }>`
          select case when indexname is null then 'table ' || tablename else 'index ' || indexname end as line from (
            select tablename, null as indexname from pg_tables where schemaname = 'public'
            union all select tablename, indexname from pg_indexes where schemaname = 'public') as parts
          order by line`;
  const schema = await query.execute(store.db);
  const hasList = schema.rows.some(row => row.line === 'table migrations');
  if (!hasList) return schema.rows.map(row => row.line);
  const done = await sql<{ name: string }>`select name from migrations order by name`.execute(store.db);
  return [...schema.rows.map(row => row.line), ...done.rows.map(row => `migration ${row.name}`)];
}
