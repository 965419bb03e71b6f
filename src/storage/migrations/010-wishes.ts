import type { Kysely } from 'kysely';

/** What editors ask of the picker for one issue: pins and bans. */
export async function wishes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('issues')
    .addColumn('wishes', 'text', c => c.notNull().defaultTo('{}'))
    .execute();
}
