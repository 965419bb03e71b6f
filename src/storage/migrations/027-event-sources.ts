import type { Kysely } from 'kysely';

/** Which mail API reported an event: up to now it was Resend. */
export async function eventSources(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('mail_events')
    .addColumn('source', 'text', c => c.notNull().defaultTo('resend'))
    .execute();
}
