import type { Kysely } from 'kysely';

/** Subjects on trial: what was asked of the test, and the one decision. */
export async function subjectTrials(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('subject_trials')
    .addColumn('issue_id', 'bigint', c => c.primaryKey())
    .addColumn('arms', 'integer', c => c.notNull())
    .addColumn('share', 'integer', c => c.notNull())
    .addColumn('seed', 'text', c => c.notNull())
    .addColumn('deadline', 'bigint', c => c.notNull())
    .addColumn('arm', 'integer')
    .addColumn('outcome', 'text', c => c.notNull().defaultTo(''))
    .addColumn('decided_at', 'bigint')
    .addColumn('decided_by', 'text', c => c.notNull().defaultTo(''))
    .addColumn('evidence', 'text', c => c.notNull().defaultTo(''))
    .execute();
}
