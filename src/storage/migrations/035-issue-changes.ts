import type { Kysely } from 'kysely';

/** What each change of an issue changed for readers, whole: the log's own line cuts it short. */
export async function issueChanges(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('issue_changes')
    .addColumn('activity_id', 'bigint', c => c.primaryKey())
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('changes', 'text', c => c.notNull())
    .execute();
  await db.schema.createIndex('issue_changes_by_issue').on('issue_changes').column('issue_id').execute();
}
