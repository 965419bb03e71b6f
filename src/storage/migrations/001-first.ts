import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/** Everything the weekly run needs, in one step: nothing was released before it. */
export async function first(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createIssueTables(db, dialect);
  await createReaderTables(db, dialect);
  await createDeliveries(db, dialect);
  await createBatches(db);
  await createSingleMails(db, dialect);
  await createSmallTables(db, dialect);
}

async function createIssueTables(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await withId(db.schema.createTable('issues'), dialect)
    .addColumn('week', 'text', c => c.notNull().unique())
    .addColumn('number', 'integer', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('reason', 'text', c => c.notNull().defaultTo(''))
    .addColumn('revision', 'integer', c => c.notNull().defaultTo(1))
    .addColumn('catalogue_hash', 'text', c => c.notNull())
    .addColumn('seed', 'text', c => c.notNull())
    .addColumn('rung', 'integer', c => c.notNull())
    .addColumn('pick', 'text', c => c.notNull())
    .addColumn('edits', 'text', c => c.notNull().defaultTo('{}'))
    .addColumn('send_at', 'bigint', c => c.notNull())
    .addColumn('created_at', 'bigint', c => c.notNull())
    .addColumn('approved_hash', 'text')
    .addColumn('approved_by', 'text')
    .addColumn('approved_at', 'bigint')
    .addColumn('frozen_at', 'bigint')
    .addColumn('audience_cutoff', 'bigint')
    .addColumn('audience', 'bigint')
    .addColumn('batched_at', 'bigint')
    .addColumn('settled_at', 'bigint')
    .execute();
  await db.schema
    .createTable('pairings')
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('position', 'integer', c => c.notNull())
    .addColumn('pair_key', 'text', c => c.notNull())
    .addColumn('a', 'text', c => c.notNull())
    .addColumn('b', 'text', c => c.notNull())
    .addColumn('category', 'text', c => c.notNull())
    .addColumn('score', 'bigint', c => c.notNull())
    .addColumn('terms', 'text', c => c.notNull())
    .addColumn('why', 'text', c => c.notNull())
    .addColumn('runners_up', 'text', c => c.notNull())
    .addColumn('source', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('pairings_pk', ['issue_id', 'position'])
    .execute();
  await db.schema.createIndex('pairings_by_key').on('pairings').column('pair_key').execute();
  await db.schema
    .createTable('frozen_mails')
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('variant', 'integer', c => c.notNull())
    .addColumn('content_hash', 'text', c => c.notNull())
    .addColumn('content', 'text', c => c.notNull())
    .addColumn('mail', 'text', c => c.notNull())
    .addColumn('web_html', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('frozen_mails_pk', ['issue_id', 'variant'])
    .execute();
}

async function createReaderTables(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await withId(db.schema.createTable('subscribers'), dialect)
    .addColumn('email', 'text', c => c.notNull())
    .addColumn('dedupe_key', 'text', c => c.notNull().unique())
    .addColumn('name', 'text', c => c.notNull().defaultTo(''))
    .addColumn('timezone', 'text', c => c.notNull().defaultTo(''))
    .addColumn('interests', 'text', c => c.notNull().defaultTo('[]'))
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('source', 'text', c => c.notNull())
    .addColumn('created_at', 'bigint', c => c.notNull())
    .addColumn('confirmed_at', 'bigint')
    .addColumn('unsubscribed_at', 'bigint')
    .addColumn('paused_until', 'bigint')
    .addColumn('suppressed_at', 'bigint')
    .execute();
  await db.schema
    .createTable('suppressions')
    .addColumn('address_hash', 'text', c => c.primaryKey())
    .addColumn('email', 'text', c => c.notNull())
    .addColumn('reason', 'text', c => c.notNull())
    .addColumn('detail', 'text', c => c.notNull().defaultTo(''))
    .addColumn('created_at', 'bigint', c => c.notNull())
    .execute();
  await withId(db.schema.createTable('consents'), dialect)
    .addColumn('subscriber_id', 'bigint', c => c.notNull())
    .addColumn('event', 'text', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('wording', 'text', c => c.notNull())
    .addColumn('source', 'text', c => c.notNull())
    .addColumn('evidence', 'text', c => c.notNull().defaultTo('{}'))
    .execute();
  await db.schema.createIndex('consents_by_subscriber').on('consents').column('subscriber_id').execute();
}

async function createDeliveries(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const deliveries = db.schema
    .createTable('deliveries')
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('seq', 'bigint', c => c.notNull())
    .addColumn('subscriber_id', 'bigint', c => c.notNull())
    .addColumn('email', 'text', c => c.notNull())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('variant', 'integer', c => c.notNull())
    .addColumn('status', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('reason', 'text', c => c.notNull().defaultTo(''))
    .addPrimaryKeyConstraint('deliveries_pk', ['issue_id', 'seq']);
  // One B-tree instead of two: seq is both the key and the order of every read.
  await (dialect === 'sqlite' ? deliveries.modifyEnd(sql`without rowid`) : deliveries).execute();
  // seq follows subscriber id, so this index grows at its right edge: cheap even at a million rows.
  await db.schema
    .createIndex('deliveries_once')
    .unique()
    .on('deliveries')
    .columns(['issue_id', 'subscriber_id'])
    .execute();
}

async function createBatches(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('batches')
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('n', 'integer', c => c.notNull())
    .addColumn('first_seq', 'bigint', c => c.notNull())
    .addColumn('last_seq', 'bigint', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull().defaultTo('pending'))
    .addColumn('suppressed', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('rejected', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('provider', 'text', c => c.notNull().defaultTo(''))
    .addColumn('idempotency_key', 'text', c => c.notNull().defaultTo(''))
    .addColumn('payload_sha256', 'text', c => c.notNull().defaultTo(''))
    .addColumn('signing_key', 'text', c => c.notNull().defaultTo(''))
    .addColumn('owner', 'text', c => c.notNull().defaultTo(''))
    .addColumn('lease_until', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('not_before', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('attempts', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('sealed_at', 'bigint')
    .addColumn('unclear_since', 'bigint')
    .addColumn('settled_at', 'bigint')
    .addColumn('reason', 'text', c => c.notNull().defaultTo(''))
    .addColumn('provider_ids', 'text', c => c.notNull().defaultTo('[]'))
    .addPrimaryKeyConstraint('batches_pk', ['issue_id', 'n'])
    .execute();
  await db.schema
    .createIndex('batches_open')
    .on('batches')
    .columns(['issue_id', 'n'])
    .where(sql.ref('state'), 'in', sql`('pending', 'submitting')`)
    .execute();
  await db.schema
    .createTable('provider_map')
    .addColumn('provider_id', 'text', c => c.primaryKey())
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('seq', 'bigint', c => c.notNull())
    .execute();
}

async function createSingleMails(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await withId(db.schema.createTable('single_mails'), dialect)
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('dedupe', 'text', c => c.notNull().unique())
    .addColumn('to_email', 'text', c => c.notNull())
    .addColumn('week', 'text', c => c.notNull().defaultTo(''))
    .addColumn('subject', 'text', c => c.notNull())
    .addColumn('html', 'text', c => c.notNull())
    .addColumn('text', 'text', c => c.notNull())
    .addColumn('headers', 'text', c => c.notNull().defaultTo('{}'))
    .addColumn('state', 'text', c => c.notNull().defaultTo('pending'))
    .addColumn('provider', 'text', c => c.notNull().defaultTo(''))
    .addColumn('owner', 'text', c => c.notNull().defaultTo(''))
    .addColumn('lease_until', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('not_before', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('attempts', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('unclear_since', 'bigint')
    .addColumn('provider_id', 'text', c => c.notNull().defaultTo(''))
    .addColumn('reason', 'text', c => c.notNull().defaultTo(''))
    .addColumn('created_at', 'bigint', c => c.notNull())
    .addColumn('settled_at', 'bigint')
    .execute();
  await db.schema.createIndex('single_mails_by_address').on('single_mails').column('to_email').execute();
  await db.schema
    .createIndex('single_mails_open')
    .on('single_mails')
    .column('id')
    .where(sql.ref('state'), 'in', sql`('pending', 'submitting')`)
    .execute();
}

async function createSmallTables(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('meta')
    .addColumn('key', 'text', c => c.primaryKey())
    .addColumn('value', 'text', c => c.notNull())
    .execute();
  await db.schema
    .createTable('catalogue_snapshots')
    .addColumn('hash', 'text', c => c.primaryKey())
    .addColumn('body', 'text', c => c.notNull())
    .addColumn('created_at', 'bigint', c => c.notNull())
    .execute();
  await db.schema
    .createTable('cron_runs')
    .addColumn('job', 'text', c => c.notNull())
    .addColumn('slot', 'bigint', c => c.notNull())
    .addColumn('claimed_at', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('cron_runs_pk', ['job', 'slot'])
    .execute();
  await db.schema
    .createTable('send_rate')
    .addColumn('key', 'text', c => c.primaryKey())
    .addColumn('tat', 'bigint', c => c.notNull())
    .addColumn('gap_ms', 'bigint', c => c.notNull())
    .execute();
  await withId(db.schema.createTable('activity'), dialect)
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('week', 'text', c => c.notNull().defaultTo(''))
    .addColumn('who', 'text', c => c.notNull())
    .addColumn('action', 'text', c => c.notNull())
    .addColumn('detail', 'text', c => c.notNull().defaultTo(''))
    .addColumn('content_hash', 'text', c => c.notNull().defaultTo(''))
    .execute();
}

function withId<T extends string>(table: CreateTableBuilder<T>, dialect: Dialect) {
  return dialect === 'sqlite'
    ? table.addColumn('id', 'integer', c => c.primaryKey().autoIncrement())
    : table.addColumn('id', 'bigint', c => c.primaryKey().generatedAlwaysAsIdentity());
}
