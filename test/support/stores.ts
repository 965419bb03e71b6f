import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, inject, onTestFinished } from 'vitest';
import { type Dialect, openStore, type Store } from '../../src/storage/database.ts';
import { type PostgresDatabases, postgresDatabases } from './postgres-databases.ts';
import { keepRunFolder } from './run-folder.ts';

/** A store over a database of its own; `url` is what DATABASE_URL would be. */
export interface TestStore extends Store {
  readonly url: string;
  /** Another connection pool to the same database, as a second process would have; closed with the rest. */
  another(): Store;
}

export interface OpenOptions {
  /** False leaves the new database empty. */
  readonly migrated?: boolean;
  /** For a test of connections: on Postgres none of ours stays, and what a test leaves open is cut. */
  readonly alone?: boolean;
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
  describe.skipIf(!postgres)(`${name} (postgres)`, () => {
    // Registered first, so that it runs last: after the databases of the suite were given back.
    afterAll(() => onServer?.dropAll());
    body(trackDatabases(makePostgresDatabase), 'postgres');
  });
}

/**
 * A new, migrated SQLite database of the running test, for what does not differ from one database to the other; closed and
 * dropped after the test, kept when it failed.
 */
export async function openSqliteStore(): Promise<TestStore> {
  const entry = openDatabase(await makeSqliteDatabase({}), '');
  onTestFinished(({ task }) => settle([entry], task.result?.state === 'fail'));
  return testStoreOf(entry);
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

function trackDatabases(make: (options: OpenOptions) => Promise<TestDatabase>): OpenStore {
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
    const entry = openDatabase(await make(options), testId);
    open.push(entry);
    return testStoreOf(entry);
  };
}

function openDatabase(database: TestDatabase, testId: string): OpenDatabase {
  return { database, stores: [openStore(database.url)], testId };
}

function testStoreOf({ database: { url }, stores }: OpenDatabase): TestStore {
  const another = () => {
    const second = openStore(url);
    stores.push(second);
    return second;
  };
  return { ...stores[0]!, url, another };
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

async function makeSqliteDatabase({ migrated = true }: OpenOptions): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-sqlite-'));
  const file = join(folder, 'verdicts.db');
  if (migrated) copyFileSync(inject('templates').sqlite, file);
  return {
    url: `file:${file}`,
    drop: () => rmSync(folder, { recursive: true, force: true }),
    keep: () => {
      keepRunFolder();
      return file;
    },
  };
}

/** One per test file: its tests use the same few databases after one another. */
let onServer: PostgresDatabases | undefined;

async function makePostgresDatabase({ migrated = true, alone = false }: OpenOptions): Promise<TestDatabase> {
  const postgres = inject('postgres');
  if (!postgres) throw new Error('This test needs Postgres: put it inside describeStores.');
  onServer ??= postgresDatabases(postgres.url, inject('templates').postgres);
  const databases = onServer;
  const url = await databases.take({ migrated, alone });
  return {
    url,
    drop: () => databases.giveBack(url),
    keep: () => {
      if (!postgres.keepFile) return url;
      writeFileSync(postgres.keepFile, '');
      keepRunFolder();
      return `${url} (after this run: ${postgres.reopen})`;
    },
  };
}
