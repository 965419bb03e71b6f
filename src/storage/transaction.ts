import { sql } from 'kysely';
import type { Store } from './database.ts';

/**
 * Runs `work` in a transaction: in the one the store is already part of (`{ db: trx, dialect }`), else in a new one.
 * Within it only the store handed to `work` may be used: SQLite has one connection, and asking it twice waits for ever.
 */
export function inTransaction<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  if (store.db.isTransaction) return work(store);
  return store.db.transaction().execute(trx => work({ db: trx, dialect: store.dialect }));
}

/** Any number nobody else uses. */
const AUDIENCE_LOCK = 7_241_994;

/**
 * Until the transaction ends, nobody else adds, suppresses or erases addresses (`exclusive`), or only others who add
 * one subscriber each (`shared`). Whether an address is suppressed and whether it has a subscriber are two tables: on
 * Postgres two transactions could otherwise each miss what the other writes. SQLite has one writer anyway.
 * Takes it before it touches any row, so that nobody waits for two things in different orders.
 */
export async function holdAudience(store: Store, mode: 'shared' | 'exclusive'): Promise<void> {
  if (store.dialect === 'sqlite') return;
  await (mode === 'shared'
    ? sql`select pg_advisory_xact_lock_shared(${AUDIENCE_LOCK})`
    : sql`select pg_advisory_xact_lock(${AUDIENCE_LOCK})`
  ).execute(store.db);
}
