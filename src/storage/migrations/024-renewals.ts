import type { Kysely } from 'kysely';

/**
 * How often an editor had an issue go on, or those go again who were refused: an attempt that began before the last time
 * says nothing about what is so now.
 */
export async function renewals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('issues')
    .addColumn('renewals', 'integer', c => c.notNull().defaultTo(0))
    .execute();
}
