import type { Kysely } from 'kysely';

/** When an editor lets an issue go, what its links answered, and a way to an issue's test sends. */
export async function check(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('issues').addColumn('go_at', 'bigint').execute();
  await db.schema.alterTable('issues').addColumn('go_now_at', 'bigint').execute();
  await db.schema
    .createTable('link_answers')
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('url', 'text', c => c.notNull())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('status', 'integer', c => c.notNull())
    .addColumn('final_url', 'text', c => c.notNull())
    .addColumn('reason', 'text', c => c.notNull())
    .addColumn('asked_at', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('link_answers_pk', ['issue_id', 'url'])
    .execute();
  await db.schema.createIndex('single_mails_by_kind').on('single_mails').columns(['kind', 'week']).execute();
}
