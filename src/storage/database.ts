import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Schema } from './schema.ts';
import { openSqlite } from './sqlite.ts';

export type Dialect = 'sqlite' | 'postgres';

/** What every repository takes: one typed query builder for both databases, and which of the two it is. */
export interface Store {
  readonly db: Kysely<Schema>;
  readonly dialect: Dialect;
}

/**
 * Opens the database named by `DATABASE_URL`.
 * @param url `file:./path.db` (SQLite; already absolute when it comes from the settings) or `postgres://…`
 */
export function openStore(url: string): Store {
  if (url.startsWith('file:')) {
    return { db: new Kysely<Schema>({ dialect: openSqlite(url.slice('file:'.length)) }), dialect: 'sqlite' };
  }
  // Times and ids are bigint columns far below 2^53; pg's default of strings would poison every sum.
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString: url, types, max: 10, connectionTimeoutMillis: 10_000 });
  // An idle connection that the server ends would otherwise be an unhandled 'error' event and kill the process.
  pool.on('error', () => undefined);
  return { db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), dialect: 'postgres' };
}

/** A row lock that lets other workers pass by: only Postgres has rows to skip, SQLite has one writer anyway. */
export function skipsLocked(store: Store): boolean {
  return store.dialect === 'postgres';
}
