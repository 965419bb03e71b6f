import type { Kysely } from 'kysely';

/**
 * How often an editor had an issue go on, or those go again who were refused, and how often by the time a batch was tried:
 * what is answered to an attempt from before the last time says nothing about what is so now.
 */
export async function renewals(db: Kysely<unknown>): Promise<void> {
  for (const table of ['issues', 'batches']) {
    await db.schema
      .alterTable(table)
      .addColumn('renewals', 'integer', c => c.notNull().defaultTo(0))
      .execute();
  }
}
