import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/** Sign-ups on their way in, what each address was mailed, and the caps against abuse. */
export async function signUp(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const requests = db.schema.createTable('signup_requests');
  await (dialect === 'sqlite'
    ? requests.addColumn('id', 'integer', c => c.primaryKey().autoIncrement())
    : requests.addColumn('id', 'bigint', c => c.primaryKey().generatedAlwaysAsIdentity())
  )
    .addColumn('email', 'text', c => c.notNull())
    .addColumn('dedupe_key', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('timezone', 'text', c => c.notNull())
    .addColumn('interests', 'text', c => c.notNull())
    .addColumn('source', 'text', c => c.notNull())
    .addColumn('wording', 'text', c => c.notNull())
    .addColumn('evidence', 'text', c => c.notNull())
    .addColumn('created_at', 'bigint', c => c.notNull())
    .addColumn('due_at', 'bigint', c => c.notNull())
    .addColumn('tries', 'integer', c => c.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex('signup_requests_due').on('signup_requests').column('due_at').execute();
  await db.schema
    .createTable('signup_addresses')
    .addColumn('address_hash', 'text', c => c.primaryKey())
    .addColumn('subscriber_id', 'bigint', c => c.notNull())
    .addColumn('confirmations', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('mailed_at', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('told_at', 'bigint', c => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex('signup_addresses_by_subscriber')
    .on('signup_addresses')
    .column('subscriber_id')
    .execute();
  await createCaps(db);
  await db.schema
    .createIndex('subscribers_pending')
    .on('subscribers')
    .column('created_at')
    .where(sql.ref('state'), '=', sql.lit('pending'))
    .execute();
}

async function createCaps(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('caps')
    .addColumn('cap', 'text', c => c.notNull())
    .addColumn('subject', 'text', c => c.notNull())
    .addColumn('tat', 'bigint', c => c.notNull())
    .addColumn('passed', 'integer', c => c.notNull())
    .addColumn('refused', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('refused_at', 'bigint', c => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('caps_pk', ['cap', 'subject'])
    .execute();
  await db.schema.createIndex('caps_refused').on('caps').columns(['refused_at']).execute();
  await db.schema
    .createTable('spent_proofs')
    .addColumn('nonce', 'text', c => c.primaryKey())
    .addColumn('expires_at', 'bigint', c => c.notNull())
    .execute();
}
