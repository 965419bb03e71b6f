import { sql } from 'kysely';
import type { Store } from '../storage/database.ts';

/** More rows than any table gets between a backup and the loss of its database. */
const GAP = 1_000_000;

/**
 * Ids that the lost database may have given out after the backup are never given again. A subscriber's id stands in the
 * links of mails already sent, an issue's in its votes and webhook tags, a single mail's in its idempotency key, an event's in
 * the name by which receivers tell what they have: used a second time, somebody's old unsubscribe link would unsubscribe
 * somebody else.
 */
export async function leaveGapInIds(store: Store): Promise<void> {
  for (const table of ['subscribers', 'issues', 'single_mails', 'outgoing_events'] as const) {
    await (store.dialect === 'sqlite' ? skipSqlite(store, table) : skipPostgres(store, table));
  }
}

async function skipSqlite(store: Store, table: string): Promise<void> {
  const updated = await sql`update sqlite_sequence set seq = seq + ${GAP} where name = ${table}`.execute(
    store.db,
  );
  if (updated.numAffectedRows === 0n) {
    await sql`insert into sqlite_sequence (name, seq) values (${table}, ${GAP})`.execute(store.db);
  }
}

async function skipPostgres(store: Store, table: string): Promise<void> {
  await sql`
    select setval(pg_get_serial_sequence(${table}, 'id'),
      nextval(pg_get_serial_sequence(${table}, 'id')) + ${sql.lit(GAP)})`.execute(store.db);
}
