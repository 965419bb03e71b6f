import type { Kysely } from 'kysely';
import type { Dialect } from '../database.ts';

/** The desk's door: links asked for, and sessions. And what was approved, in full. */
export async function desk(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('sign_ins')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('email', 'text', c => c.notNull())
    .addColumn('browser_hash', 'text', c => c.notNull())
    .addColumn('asked_at', 'bigint', c => c.notNull())
    .addColumn('expires_at', 'bigint', c => c.notNull())
    .addColumn('mailed_at', 'bigint')
    .addColumn('used_at', 'bigint')
    .execute();
  await db.schema
    .createTable('desk_sessions')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('email', 'text', c => c.notNull())
    .addColumn('agent_hash', 'text', c => c.notNull())
    .addColumn('agent', 'text', c => c.notNull())
    .addColumn('created_at', 'bigint', c => c.notNull())
    .addColumn('expires_at', 'bigint', c => c.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
  const approvals = db.schema.createTable('approvals');
  await (dialect === 'sqlite'
    ? approvals.addColumn('id', 'integer', c => c.primaryKey().autoIncrement())
    : approvals.addColumn('id', 'bigint', c => c.primaryKey().generatedAlwaysAsIdentity())
  )
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('content_hash', 'text', c => c.notNull())
    .addColumn('approved_by', 'text', c => c.notNull())
    .addColumn('approved_at', 'bigint', c => c.notNull())
    .addColumn('audience', 'bigint', c => c.notNull())
    .addColumn('content', 'text', c => c.notNull())
    .addColumn('text', 'text', c => c.notNull())
    .execute();
  await db.schema.createIndex('approvals_by_issue').on('approvals').column('issue_id').execute();
}
