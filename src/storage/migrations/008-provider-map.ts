import { type Kysely, sql } from 'kysely';

/** The mail API's ids are put into the map when an event first needs them (docs/decisions/048): which batches still wait. */
export async function providerMap(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('batches')
    .addColumn('mapped', 'integer', c => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex('batches_unmapped')
    .on('batches')
    .columns(['issue_id', 'n'])
    .where(sql.ref('state'), '=', sql.lit('submitted'))
    .where(sql.ref('mapped'), '=', sql.lit(0))
    .execute();
  // Until now every settled batch was mapped at once.
  await sql`update batches set mapped = 1 where state = 'submitted'`.execute(db);
}
