import { type Kysely, sql } from 'kysely';

/** While an issue goes out and afterwards: links that can be put right, corrections, reports, and who got it. */
export async function goingOut(db: Kysely<unknown>): Promise<void> {
  await createTables(db);
  // Which batch a seq is in.
  await db.schema.createIndex('batches_by_seq').on('batches').columns(['issue_id', 'first_seq']).execute();
  // What editors look for; of the others there are as many as readers.
  await db.schema
    .createIndex('outcomes_amiss')
    .on('outcomes')
    .columns(['issue_id', 'outcome', 'seq'])
    .where(sql.ref('outcome'), 'in', sql`(30, 40, 60, 70, 80)`)
    .execute();
  await db.schema
    .createIndex('mail_events_visits')
    .on('mail_events')
    .columns(['issue_id', 'seq'])
    .where(sql.ref('type'), 'in', sql`('email.opened', 'email.clicked')`)
    .execute();
  await db.schema
    .createIndex('subscribers_by_leaving')
    .on('subscribers')
    .column('unsubscribed_at')
    .where(sql.ref('unsubscribed_at'), 'is not', null)
    .execute();
  await db.schema
    .createIndex('single_mails_corrections')
    .on('single_mails')
    .columns(['week', 'state'])
    .where(sql.ref('kind'), '=', sql.lit('correction'))
    .execute();
  // Those whose bytes are still kept: few at any time.
  await db.schema
    .createIndex('single_mails_corrections_kept')
    .on('single_mails')
    .columns(['week', 'state'])
    .where(sql.ref('kind'), '=', sql.lit('correction'))
    .where(sql.ref('html'), '<>', sql.lit(''))
    .execute();
}

async function createTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('go_links')
    .addColumn('token', 'text', c => c.primaryKey())
    .addColumn('issue_id', 'bigint', c => c.notNull())
    .addColumn('tool', 'text', c => c.notNull())
    .addColumn('original', 'text', c => c.notNull())
    .addColumn('target', 'text', c => c.notNull())
    .execute();
  await db.schema.createIndex('go_links_by_issue').on('go_links').column('issue_id').execute();
  await db.schema
    .createTable('corrections')
    .addColumn('issue_id', 'bigint', c => c.primaryKey())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('revision', 'integer', c => c.notNull().defaultTo(1))
    .addColumn('wrong', 'text', c => c.notNull())
    .addColumn('right_words', 'text', c => c.notNull())
    .addColumn('url', 'text', c => c.notNull())
    .addColumn('created_at', 'bigint', c => c.notNull())
    .addColumn('created_by', 'text', c => c.notNull())
    .addColumn('hash', 'text', c => c.notNull().defaultTo(''))
    .addColumn('mail', 'text', c => c.notNull().defaultTo(''))
    .addColumn('approved_by', 'text', c => c.notNull().defaultTo(''))
    .addColumn('approved_at', 'bigint')
    .addColumn('audience', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('queued_seq', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('queued', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('left_out', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('finished_at', 'bigint')
    .execute();
  let reports = db.schema.createTable('issue_reports').addColumn('issue_id', 'bigint', c => c.primaryKey());
  for (const name of ['counted_at', 'clickers', 'clicks', 'machine_clicks', 'votes', 'unsubscribed'])
    reports = reports.addColumn(name, 'bigint', c => c.notNull());
  await reports.execute();
}
