import { sql } from 'kysely';
import type { Store } from '../database.ts';

/** Any number nobody else uses: who gives a batch of an issue its number takes turns on Postgres. */
const NUMBER_LOCK = 7_241_997;

/**
 * The next free number of an issue's batches. Two processes that cut batches of one issue at the same time would else give
 * the same one; SQLite's `begin immediate` already makes them take turns. Within a transaction, and after it has locked the
 * batch it is about: whoever waits here must hold nothing that the one before still needs.
 */
export async function nextNumber(store: Pick<Store, 'db' | 'dialect'>, issueId: number): Promise<number> {
  if (store.dialect === 'postgres') {
    await sql`select pg_advisory_xact_lock(${NUMBER_LOCK}, ${issueId}::int)`.execute(store.db);
  }
  const { highest } = await store.db
    .selectFrom('batches')
    .select(eb => eb.fn.max('n').as('highest'))
    .where('issue_id', '=', issueId)
    .executeTakeFirstOrThrow();
  return (highest ?? 0) + 1;
}
