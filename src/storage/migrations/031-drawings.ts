import type { Kysely } from 'kysely';

/** What the HTML of a queued letter is drawn from before it leaves. */
export async function drawings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('single_mails')
    .addColumn('drawing', 'text', c => c.notNull().defaultTo(''))
    .execute();
}
