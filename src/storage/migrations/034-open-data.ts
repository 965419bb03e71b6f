import type { Kysely } from 'kysely';

/** What open data and the record of approvals are made of. */
export async function openData(db: Kysely<unknown>): Promise<void> {
  // Apart from the row, which every look at the desk reads: it has the whole history in it.
  await db.schema
    .createTable('pick_records')
    .addColumn('issue_id', 'bigint', c => c.primaryKey())
    .addColumn('catalogue_hash', 'text', c => c.notNull())
    .addColumn('record', 'text', c => c.notNull())
    .execute();
  await db.schema
    .createTable('approval_records')
    .addColumn('number', 'bigint', c => c.primaryKey())
    .addColumn('week', 'text', c => c.notNull())
    .addColumn('previous', 'text', c => c.notNull())
    .addColumn('hash', 'text', c => c.notNull())
    .addColumn('record', 'text', c => c.notNull())
    .execute();
  await db.schema.createIndex('approval_records_by_week').on('approval_records').column('week').execute();
  await db.schema
    .createTable('data_keys')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('public_key', 'text', c => c.notNull())
    .addColumn('used_from', 'bigint', c => c.notNull())
    .addColumn('used_until', 'bigint')
    .execute();
}
