import { Kysely } from 'kysely';
import type { DatabaseWatch } from './database-fault.ts';
import { postgresDialect } from './postgres.ts';
import type { PostgresPatience } from './postgres-patience.ts';
import type { Schema } from './schema.ts';
import { openSqlite } from './sqlite.ts';

export type Dialect = 'sqlite' | 'postgres';

/** What every repository takes: one typed query builder for both databases, and which of the two it is. */
export interface Store {
  readonly db: Kysely<Schema>;
  readonly dialect: Dialect;
  /**
   * Once all is on the disk that was committed in `unsynced` before; absent where only a commit of its own can wait for that.
   * @throws DatabaseFault
   */
  readonly flushed?: () => Promise<void>;
}

export interface StoreOptions extends DatabaseWatch {
  /** Of Postgres; as for everyday work when absent. SQLite does its work in this process, which nothing cuts off. */
  readonly patience?: PostgresPatience;
  /** Of SQLite: how long a write waits for another process's. */
  readonly lockedMs?: number;
  /** Of SQLite: how much of its file it keeps in memory, KB. */
  readonly cacheKb?: number;
}

/**
 * Opens the database named by `DATABASE_URL`.
 * @param url `file:./path.db` (SQLite; already absolute when it comes from the settings) or `postgres://…`
 */
export function openStore(url: string, options: StoreOptions = {}): Store {
  if (url.startsWith('file:')) {
    const { dialect, ...opened } = openSqlite(url.slice('file:'.length), options);
    return { ...opened, db: new Kysely<Schema>({ dialect }), dialect: 'sqlite' };
  }
  return { db: new Kysely<Schema>({ dialect: postgresDialect(url, options) }), dialect: 'postgres' };
}

/** A row lock that lets other workers pass by: only Postgres has rows to skip, SQLite has one writer anyway. */
export function skipsLocked(store: Store): boolean {
  return store.dialect === 'postgres';
}
