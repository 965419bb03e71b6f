import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { CompiledQuery, type Driver, SqliteDialect, type SqliteStatement } from 'kysely';
import { keepPrivate, makePrivateFile, makePrivateFolder } from '../machine/private-place.ts';

/** How long a write waits for another process's write before it fails, in milliseconds. */
export const BUSY_TIMEOUT_MS = 5_000;

/**
 * Kysely's SQLite dialect over Node's own `node:sqlite`.
 *
 * WAL so that readers never wait; `synchronous=FULL` because an acknowledged unsubscribe must survive a power cut.
 * @param file path of the database, or `:memory:`; missing folders are made.
 */
export function openSqlite(file: string): SqliteDialect {
  if (file !== ':memory:') makePrivate(file);
  // Without `timeout` a locked write fails at once: node:sqlite's default is 0.
  const connection = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  connection.exec('pragma journal_mode = wal');
  // Whoever was erased leaves no bytes in pages that are free (docs/decisions/148).
  connection.exec('pragma secure_delete = on');
  connection.exec('pragma synchronous = full');
  connection.exec('pragma foreign_keys = on');
  connection.exec('pragma cache_size = -32000');
  return new ImmediateSqliteDialect({ database: new CachedStatements(connection) });
}

/** SQLite gives its journals the rights of the file, as they are when it makes them. */
function makePrivate(file: string): void {
  makePrivateFolder(dirname(file));
  makePrivateFile(file);
  for (const journal of ['-wal', '-shm', '-journal']) keepPrivate(file + journal);
}

/** Kysely needs `prepare` and `close`; statements are kept because preparing costs more than running. */
class CachedStatements {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
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

/**
 * `begin immediate` takes the write lock at once. With Kysely's plain `begin`, a transaction that reads and then
 * writes while another process writes fails with SQLITE_BUSY_SNAPSHOT, and no busy timeout helps
 * (https://www.sqlite.org/rescode.html#busy_snapshot).
 */
class ImmediateSqliteDialect extends SqliteDialect {
  override createDriver(): Driver {
    const driver = super.createDriver();
    driver.beginTransaction = async connection => {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'));
    };
    return driver;
  }
}
