import type { Kysely } from 'kysely';

/**
 * The send times of a mailer to the microsecond: what is beyond the whole milliseconds of `tat`, and the gap of which
 * `gap_ms` is the next whole one. An earlier version goes on reading and writing the columns it knows.
 */
export async function finePace(db: Kysely<unknown>): Promise<void> {
  for (const column of ['tat_us', 'gap_us']) {
    await db.schema
      .alterTable('send_rate')
      .addColumn(column, 'integer', c => c.notNull().defaultTo(0))
      .execute();
  }
}
