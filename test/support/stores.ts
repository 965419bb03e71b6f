import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, describe, inject } from 'vitest';
import { type Dialect, openStore, type Store } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';

/** A store over a database of its own; `url` is what DATABASE_URL would be. */
export interface TestStore extends Store {
  readonly url: string;
  /** Another connection pool to the same database, as a second process would have; closed with the rest. */
  another(): Store;
}

export interface OpenOptions {
  /** False leaves the new database empty. */
  readonly migrated?: boolean;
}

/** Every call makes a new, empty, migrated database. */
export type OpenStore = (options?: OpenOptions) => Promise<TestStore>;

/**
 * Runs one suite twice: on SQLite (a file in the temporary folder) and on the run's Postgres.
 *
 * A database opened inside a test (or its beforeEach) is closed and dropped after that test, one opened in beforeAll
 * after the suite. The databases of a test that failed are kept and their places printed.
 */
export function describeStores(name: string, body: (open: OpenStore, dialect: Dialect) => void): void {
  describe(`${name} (sqlite)`, () => body(trackDatabases(makeSqliteDatabase), 'sqlite'));
  const postgres = inject('postgres');
  describe.skipIf(!postgres)(`${name} (postgres)`, () =>
    body(trackDatabases(makePostgresDatabase), 'postgres'),
  );
}

interface TestDatabase {
  readonly url: string;
  drop(): Promise<void> | void;
  /** Lets the database outlive the run. @returns where it is, for a person */
  keep(): string;
}

interface OpenDatabase {
  readonly database: TestDatabase;
  readonly stores: Store[];
  /** Of the test that opened it; '' for one opened in beforeAll. */
  readonly testId: string;
}

function trackDatabases(make: () => Promise<TestDatabase>): OpenStore {
  const open: OpenDatabase[] = [];
  let testId = '';
  let anyFailed = false;
  beforeEach(({ task }) => {
    testId = task.id;
  });
  afterEach(async ({ task }) => {
    const failed = task.result?.state === 'fail';
    anyFailed ||= failed;
    testId = '';
    await settle(take(open, task.id), failed);
  });
  afterAll(() => settle(take(open, ''), anyFailed));

  return async (options = {}) => {
    const database = await make();
    const entry: OpenDatabase = { database, stores: [openStore(database.url)], testId };
    open.push(entry);
    const [store] = entry.stores;
    if (options.migrated ?? true) await migrate(store!);
    const another = () => {
      const second = openStore(database.url);
      entry.stores.push(second);
      return second;
    };
    return { ...store!, url: database.url, another };
  };
}

function take(open: OpenDatabase[], testId: string): OpenDatabase[] {
  const taken = open.filter(entry => entry.testId === testId);
  for (const entry of taken) open.splice(open.indexOf(entry), 1);
  return taken;
}

async function settle(entries: readonly OpenDatabase[], failed: boolean): Promise<void> {
  for (const { database, stores } of entries) {
    for (const store of stores) await store.db.destroy();
    if (failed) console.warn(`The failed test's database is kept: ${database.keep()}`);
    else await database.drop();
  }
}

async function makeSqliteDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-sqlite-'));
  const file = join(folder, 'verdicts.db');
  return {
    url: `file:${file}`,
    drop: () => rmSync(folder, { recursive: true, force: true }),
    keep: () => file,
  };
}

async function makePostgresDatabase(): Promise<TestDatabase> {
  const postgres = inject('postgres');
  if (!postgres) throw new Error('This test needs Postgres: put it inside describeStores.');
  const name = `verdicts_test_${randomBytes(6).toString('hex')}`;
  await runOnServer(postgres.url, `create database ${name}`);
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => runOnServer(postgres.url, `drop database if exists ${name} with (force)`),
    keep: () => {
      if (!postgres.keepFile) return url.href;
      writeFileSync(postgres.keepFile, '');
      return `${url.href} (after this run: ${postgres.reopen})`;
    },
  };
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
