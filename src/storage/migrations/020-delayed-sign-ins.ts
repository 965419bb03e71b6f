import type { Kysely } from 'kysely';

/** Links to an address that very many ask for leave later; those that wait already are due. */
export async function delayedSignIns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('sign_ins')
    .addColumn('due_at', 'bigint', c => c.notNull().defaultTo(0))
    .execute();
}
