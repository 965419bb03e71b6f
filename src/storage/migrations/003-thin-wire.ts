import type { Kysely } from 'kysely';

/** What mail APIs keep of frozen mails: the id that sealed batches name. */
export async function thinWire(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mail_templates')
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('variant', 'integer', c => c.notNull())
    .addColumn('provider', 'text', c => c.notNull())
    .addColumn('template_id', 'text', c => c.notNull())
    .addColumn('created_at', 'bigint', c => c.notNull())
    .addColumn('refused_at', 'bigint')
    .addColumn('reason', 'text', c => c.notNull().defaultTo(''))
    .addPrimaryKeyConstraint('mail_templates_pk', ['issue_id', 'variant', 'provider'])
    .execute();
}
