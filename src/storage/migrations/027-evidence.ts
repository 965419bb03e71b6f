import type { Kysely } from 'kysely';

/**
 * Which mail API reported an event (up to now it was Resend), and what the provider's own record was asked about a batch
 * that nobody can vouch for.
 */
export async function evidence(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('mail_events')
    .addColumn('source', 'text', c => c.notNull().defaultTo('resend'))
    .execute();
  for (const column of ['looked_at', 'unseen_at']) {
    await db.schema.alterTable('batches').addColumn(column, 'bigint').execute();
  }
}
