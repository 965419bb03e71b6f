import type { Kysely } from 'kysely';

/** Mails that came back because of who sends or what was written: counted beside the bounces that are about readers. */
export async function blocked(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('issue_outcomes')
    .addColumn('blocked', 'integer', c => c.notNull().defaultTo(0))
    .execute();
}
