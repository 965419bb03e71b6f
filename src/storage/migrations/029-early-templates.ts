import type { Kysely } from 'kysely';

/** Mails that a mail API keeps before their issue is frozen, by account and content. */
export async function earlyTemplates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('early_templates')
    .addColumn('provider', 'text', c => c.notNull())
    .addColumn('account', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('template_id', 'text', c => c.notNull().defaultTo(''))
    .addColumn('seen_at', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('tries', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('rests_until', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('early_templates_pk', ['provider', 'account', 'name'])
    .execute();
}
