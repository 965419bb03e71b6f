import { type Kysely, sql } from 'kysely';

/** What stops an issue before more of it is spent: refusals by cause, waits of one reader, and waits of everybody. */
export async function brake(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('refusals')
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('cause', 'text', c => c.notNull())
    .addColumn('reason', 'text', c => c.notNull())
    .addColumn('members', 'bigint', c => c.notNull())
    .addColumn('accepted_members', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('stopped', 'integer', c => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('refusals_pk', ['issue_id', 'cause'])
    .execute();
  // Few among many, and what an editor wants to have back.
  await db.schema
    .createIndex('deliveries_rejected')
    .on('deliveries')
    .columns(['issue_id', 'seq'])
    .where(sql.ref('status'), '=', sql.lit(2))
    .execute();
  for (const [name, type] of [
    ['deferred_since', 'bigint'],
    ['deferrals', 'integer'],
  ] as const) {
    await db.schema.alterTable('batches').addColumn(name, type).execute();
  }
  await db.schema
    .alterTable('send_rate')
    .addColumn('paused_until', 'bigint', c => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('send_rate')
    .addColumn('pauses', 'integer', c => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('send_rate')
    .addColumn('pause_reason', 'text', c => c.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('send_rate')
    .addColumn('pause_kind', 'text', c => c.notNull().defaultTo(''))
    .execute();
}
