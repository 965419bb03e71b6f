import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type Driver, SqliteAdapter, SqliteDialect, type SqliteStatement } from 'kysely';
import { keepPrivate, makePrivateFile, makePrivateFolder } from '../machine/private-place.ts';
import type { DatabaseWatch } from './database-fault.ts';
import { JournalFlush } from './journal-flush.ts';
import { type SqliteConnection, SqliteDriver } from './sqlite-driver.ts';
import { sqliteFault } from './sqlite-fault.ts';
import { OpenedFile } from './sqlite-file.ts';

/** How long a write waits for another process's write before it fails, in milliseconds. */
const LOCKED_MS = 15_000;
/** Of the file in memory, KB, for whoever answers pages: what is behind it comes from the machine's own cache. */
const CACHE_KB = 32_000;
/** While the file is opened nothing else runs that a wait could hold up. */
const OPENING_PATIENCE_MS = 5_000;

/**
 * Kysely's SQLite dialect over Node's own `node:sqlite`.
 *
 * WAL so that readers never wait; `synchronous=FULL` because an acknowledged unsubscribe must survive a power cut.
 * @param file path of the database, or `:memory:`; missing folders are made.
 */
export function openSqlite(
  file: string,
  watch: DatabaseWatch & { readonly lockedMs?: number; readonly cacheKb?: number } = {},
): OpenedSqlite {
  const inMemory = file === ':memory:';
  if (!inMemory) makePrivate(file);
  const { cacheKb = CACHE_KB } = watch;
  const main = openConnection(file, cacheKb);
  const flush = isInWal(main) ? new JournalFlush(file) : null;
  const driver = new SqliteDriver({
    ...watch,
    file,
    flush,
    opened: new OpenedFile(inMemory ? null : file, watch.onLost),
    main: new CachedStatements(main),
    openAside: inMemory ? null : () => new CachedStatements(openForReading(file, cacheKb / 4)),
    patienceMs: watch.lockedMs ?? LOCKED_MS,
  });
  return { dialect: new DrivenSqliteDialect(driver), ...(flush && { flushed: () => flush.flushed() }) };
}

interface OpenedSqlite {
  readonly dialect: SqliteDialect;
  /** As Store.flushed. */
  readonly flushed?: () => Promise<void>;
}

/** Not in memory, and not on a disk without shared memory. */
function isInWal(connection: DatabaseSync): boolean {
  return connection.prepare('pragma journal_mode').get()?.journal_mode === 'wal';
}

function openConnection(file: string, cacheKb: number): DatabaseSync {
  // Without `timeout` a locked file fails at once: node:sqlite's default is 0.
  const connection = new DatabaseSync(file, { timeout: OPENING_PATIENCE_MS });
  try {
    connection.exec('pragma journal_mode = wal');
    // Whoever was erased leaves no bytes in pages that are free (docs/decisions/148).
    connection.exec('pragma secure_delete = on');
    connection.exec('pragma synchronous = full');
    connection.exec('pragma foreign_keys = on');
    connection.exec(`pragma cache_size = -${cacheKb}`);
    // From here on whoever is held up waits without holding up everybody (SqliteDriver).
    connection.exec('pragma busy_timeout = 0');
    return connection;
  } catch (error) {
    connection.close();
    throw sqliteFault(error, file);
  }
}

function openForReading(file: string, cacheKb: number): DatabaseSync {
  const connection = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  connection.exec(`pragma cache_size = -${cacheKb}`);
  return connection;
}

/** SQLite gives its journals the rights of the file, as they are when it makes them. */
function makePrivate(file: string): void {
  makePrivateFolder(dirname(file));
  makePrivateFile(file);
  for (const journal of ['-wal', '-shm', '-journal']) keepPrivate(file + journal);
}

/** Kysely needs `prepare` and `close`; statements are kept because preparing costs more than running. */
class CachedStatements implements SqliteConnection {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
  }

  get isTransaction(): boolean {
    return this.#connection.isTransaction;
  }

  prepare(sql: string): SqliteStatement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = asKyselyStatement(this.#connection.prepare(sql));
    // Lists of values make new texts for ever: a cache without a bound would be a leak.
    if (this.#statements.size >= 500) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }
}

function asKyselyStatement(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  const names = () => statement.columns().map(column => column.name);
  let columns = names();
  // Rows that node:sqlite makes into objects itself cost half as much again, and each is a dictionary.
  statement.setReturnArrays(columns.length > 0);
  /** @param row an array, whatever the types of node:sqlite say */
  const toObject = (row: unknown): Record<string, unknown> => {
    const fields = row as readonly unknown[];
    // Another process may have added a column to what `*` stands for.
    if (fields.length !== columns.length) columns = names();
    const object: Record<string, unknown> = {};
    for (let at = 0; at < columns.length; at++) object[columns[at] ?? ''] = fields[at];
    return object;
  };
  return {
    reader: columns.length > 0,
    all: parameters => statement.all(...values(parameters)).map(toObject),
    run: parameters => statement.run(...values(parameters)),
    *iterate(parameters) {
      for (const row of statement.iterate(...values(parameters))) yield toObject(row);
    },
  };
}

class DrivenSqliteDialect extends SqliteDialect {
  readonly #driver: SqliteDriver;

  constructor(driver: SqliteDriver) {
    super({ database: () => Promise.reject(new Error('The driver has it.')) });
    this.#driver = driver;
  }

  override createDriver(): Driver {
    return this.#driver;
  }

  override createAdapter(): SqliteAdapter {
    return new LazilyTaken();
  }
}

/** The driver itself lets one after the other have the connection: Kysely would have readers stand in line too. */
class LazilyTaken extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}
