import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/** Keys of other programs, what they were answered lately, and the catalogues that they propose. */
export async function api(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const keys = db.schema.createTable('api_keys');
  await (dialect === 'sqlite'
    ? keys.addColumn('id', 'integer', c => c.primaryKey().autoIncrement())
    : keys.addColumn('id', 'bigint', c => c.primaryKey().generatedAlwaysAsIdentity())
  )
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('secret_sha256', 'text', c => c.notNull().unique())
    .addColumn('scopes', 'text', c => c.notNull())
    .addColumn('created_at', 'bigint', c => c.notNull())
    .addColumn('created_by', 'text', c => c.notNull())
    .addColumn('last_used_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('api_keys_in_use')
    .unique()
    .on('api_keys')
    .column('name')
    .where(sql<boolean>`revoked_at is null`)
    .execute();
  await db.schema
    .createTable('api_answers')
    .addColumn('key_id', 'bigint', c => c.notNull())
    .addColumn('idempotency_key', 'text', c => c.notNull())
    .addColumn('request_sha256', 'text', c => c.notNull())
    .addColumn('begun_at', 'bigint', c => c.notNull())
    .addColumn('status', 'bigint')
    .addColumn('headers', 'text', c => c.notNull().defaultTo('{}'))
    .addColumn('body', 'text', c => c.notNull().defaultTo(''))
    .addPrimaryKeyConstraint('api_answers_key', ['key_id', 'idempotency_key'])
    .execute();
  const proposals = db.schema.createTable('catalogue_proposals');
  await (dialect === 'sqlite'
    ? proposals.addColumn('id', 'integer', c => c.primaryKey().autoIncrement())
    : proposals.addColumn('id', 'bigint', c => c.primaryKey().generatedAlwaysAsIdentity())
  )
    .addColumn('hash', 'text', c => c.notNull())
    .addColumn('body', 'text', c => c.notNull())
    .addColumn('note', 'text', c => c.notNull())
    .addColumn('proposed_at', 'bigint', c => c.notNull())
    .addColumn('proposed_by', 'text', c => c.notNull())
    .addColumn('set_aside_at', 'bigint')
    .addColumn('set_aside_by', 'text')
    .execute();
}
