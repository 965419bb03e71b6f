import type { Kysely } from 'kysely';

/** What was rendered for an approval, so that the send renders nothing. */
export async function approvedMails(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('approved_mails')
    .addColumn('issue_id', 'bigint', c => c.primaryKey())
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('mails', 'text', c => c.notNull())
    .addColumn('sha256', 'text', c => c.notNull())
    .execute();
}
