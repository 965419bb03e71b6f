import type { Kysely } from 'kysely';

/** Readers' local time: which part of an audience is due when. */
export async function cohorts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('batches')
    .addColumn('due_at', 'bigint', c => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('cohorts')
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('n', 'integer', c => c.notNull())
    .addColumn('due_at', 'bigint', c => c.notNull())
    .addColumn('first_seq', 'bigint', c => c.notNull())
    .addColumn('last_seq', 'bigint', c => c.notNull())
    .addColumn('members', 'bigint', c => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('cohorts_pk', ['issue_id', 'n'])
    .execute();
  await db.schema
    .createTable('cohort_zones')
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('timezone', 'text', c => c.notNull())
    .addColumn('cohort', 'integer', c => c.notNull())
    .addPrimaryKeyConstraint('cohort_zones_pk', ['issue_id', 'timezone'])
    .execute();
}
