import type { Kysely } from 'kysely';
import type { Dialect } from '../database.ts';

/** Readers without a working link who asked for new ones. */
export async function linkRequests(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = db.schema.createTable('link_requests');
  await (dialect === 'sqlite'
    ? table.addColumn('id', 'integer', c => c.primaryKey().autoIncrement())
    : table.addColumn('id', 'bigint', c => c.primaryKey().generatedAlwaysAsIdentity())
  )
    .addColumn('dedupe_key', 'text', c => c.notNull())
    .addColumn('asked_at', 'bigint', c => c.notNull())
    .execute();
}
