import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/** What comes back from the mail API: the inbox of events, each delivery's outcome, and their counts. */
export async function feedback(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createMailEvents(db);
  await createOutcomes(db, dialect);
  await createIndexes(db);
}

async function createMailEvents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mail_events')
    .addColumn('event_id', 'text', c => c.primaryKey())
    .addColumn('at', 'bigint', c => c.notNull())
    .addColumn('received_at', 'bigint', c => c.notNull())
    .addColumn('type', 'text', c => c.notNull())
    .addColumn('provider_id', 'text', c => c.notNull())
    .addColumn('about', 'text', c => c.notNull())
    .addColumn('issue_id', 'bigint')
    .addColumn('seq', 'bigint')
    .addColumn('single_id', 'bigint')
    .addColumn('body', 'text', c => c.notNull())
    .addColumn('tries', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('try_at', 'bigint', c => c.notNull())
    .addColumn('applied_at', 'bigint')
    .addColumn('result', 'text', c => c.notNull().defaultTo(''))
    .execute();
  await db.schema
    .createIndex('mail_events_open')
    .on('mail_events')
    .columns(['try_at', 'event_id'])
    .where(sql.ref('applied_at'), 'is', null)
    .execute();
  await db.schema
    .createIndex('mail_events_by_delivery')
    .on('mail_events')
    .columns(['issue_id', 'seq'])
    .where(sql.ref('issue_id'), 'is not', null)
    .execute();
  await db.schema
    .createIndex('mail_events_by_single')
    .on('mail_events')
    .column('single_id')
    .where(sql.ref('single_id'), 'is not', null)
    .execute();
}

async function createOutcomes(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const outcomes = db.schema
    .createTable('outcomes')
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('seq', 'bigint', c => c.notNull())
    .addColumn('outcome', 'integer', c => c.notNull())
    .addColumn('at', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('outcomes_pk', ['issue_id', 'seq']);
  await (dialect === 'sqlite' ? outcomes.modifyEnd(sql`without rowid`) : outcomes).execute();
  const count = ['submitted', 'delayed', 'failed', 'suppressed', 'delivered', 'bounced_soft', 'bounced'];
  let counts = db.schema.createTable('issue_outcomes').addColumn('issue_id', 'bigint', c => c.primaryKey());
  for (const name of [...count, 'complained']) {
    counts = counts.addColumn(name, 'integer', c => c.notNull().defaultTo(0));
  }
  await counts
    .addColumn('complaints_alarm', 'text', c => c.notNull().defaultTo('quiet'))
    .addColumn('bounces_alarm', 'text', c => c.notNull().defaultTo('quiet'))
    .execute();
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
  // Few and far between, and asked about after every event.
  await db.schema
    .createIndex('batches_uncertain')
    .on('batches')
    .columns(['issue_id', 'n'])
    .where(sql.ref('state'), '=', sql.lit('uncertain'))
    .execute();
  await db.schema
    .createIndex('single_mails_by_provider')
    .on('single_mails')
    .column('provider_id')
    .where(sql.ref('provider_id'), '<>', sql.lit(''))
    .execute();
}
