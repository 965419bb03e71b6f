import type { Kysely } from 'kysely';

/**
 * Which key a batch's bytes go under, whom it was last tried with, and when the clock said so: a time that was written
 * later than now was written under a wrong clock.
 */
export async function generations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('batches')
    .addColumn('generation', 'integer', c => c.notNull().defaultTo(1))
    .execute();
  await db.schema
    .alterTable('batches')
    .addColumn('is_piece', 'integer', c => c.notNull().defaultTo(0))
    .execute();
  for (const table of ['batches', 'single_mails']) {
    await db.schema
      .alterTable(table)
      .addColumn('account', 'text', c => c.notNull().defaultTo(''))
      .execute();
    await db.schema
      .alterTable(table)
      .addColumn('touched_at', 'bigint', c => c.notNull().defaultTo(0))
      .execute();
  }
  await db.schema
    .alterTable('single_mails')
    .addColumn('idempotency_key', 'text', c => c.notNull().defaultTo(''))
    .execute();
  await db.schema
    .alterTable('send_rate')
    .addColumn('paused_at', 'bigint', c => c.notNull().defaultTo(0))
    .execute();
}
