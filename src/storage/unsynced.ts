import { sql } from 'kysely';
import type { Store } from './database.ts';

/**
 * Runs `work` in a transaction whose commit does not wait for the disk: the process may be killed right after it, only a
 * power cut may take it back, and the next ordinary commit makes it last. For what can be found out again, such as an
 * answer that the mail API repeats to the same key; never for what must be known before something is posted.
 */
export async function unsynced<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  const { dialect } = store;
  if (dialect === 'postgres') {
    return store.db.transaction().execute(async trx => {
      await sql`set local synchronous_commit = off`.execute(trx);
      return work({ db: trx, dialect });
    });
  }
  // SQLite has one connection, and nobody else gets it before it waits for the disk again.
  return store.db.connection().execute(async connection => {
    await sql`pragma synchronous = normal`.execute(connection);
    try {
      return await connection.transaction().execute(trx => work({ db: trx, dialect }));
    } finally {
      await sql`pragma synchronous = full`.execute(connection);
    }
  });
}

/** On Postgres, a condition that is always true and makes a statement of its own such a transaction. */
export const QUICKLY = sql<boolean>`set_config('synchronous_commit', 'off', true) is not null`;
