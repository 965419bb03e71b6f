import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../database.ts';

/** What programs elsewhere are told of, who they are, and what each has not got yet. */
export async function eventsOut(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const numbered = (name: string) => {
    const table = db.schema.createTable(name);
    // Without `autoincrement` SQLite gives the id of the last row again once that is gone.
    return dialect === 'sqlite'
      ? table.addColumn('id', 'integer', c => c.primaryKey().autoIncrement())
      : table.addColumn('id', 'bigint', c => c.primaryKey().generatedAlwaysAsIdentity());
  };
  await numbered('outgoing_events')
    .addColumn('subject', 'text', c => c.notNull())
    .addColumn('type', 'text', c => c.notNull())
    .addColumn('body', 'text', c => c.notNull())
    .addColumn('created_at', 'bigint', c => c.notNull())
    .execute();
  await db.schema.createIndex('outgoing_events_by_time').on('outgoing_events').column('created_at').execute();
  await numbered('webhook_endpoints')
    .addColumn('url', 'text', c => c.notNull())
    .addColumn('events', 'text', c => c.notNull())
    .addColumn('shape', 'text', c => c.notNull())
    .addColumn('secret', 'text', c => c.notNull())
    .addColumn('earlier_secrets', 'text', c => c.notNull().defaultTo('[]'))
    .addColumn('state', 'text', c => c.notNull().defaultTo('active'))
    .addColumn('reason', 'text', c => c.notNull().defaultTo(''))
    .addColumn('disabled_at', 'bigint')
    .addColumn('created_at', 'bigint', c => c.notNull())
    .addColumn('created_by', 'text', c => c.notNull())
    .addColumn('owner', 'text', c => c.notNull().defaultTo(''))
    .addColumn('lease_until', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('failures', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('not_before', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('answers', 'text', c => c.notNull().defaultTo('[]'))
    .execute();
  await db.schema
    .createTable('webhook_deliveries')
    .addColumn('endpoint_id', 'bigint', c => c.notNull())
    .addColumn('event_id', 'bigint', c => c.notNull())
    .addColumn('subject', 'text', c => c.notNull())
    .addColumn('due_at', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('tries', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('first_tried_at', 'bigint')
    .addPrimaryKeyConstraint('webhook_deliveries_key', ['endpoint_id', 'event_id'])
    .execute();
  // Those tried for nothing, one a subject at most: they hold up what comes after them.
  await db.schema
    .createIndex('webhook_deliveries_failing')
    .on('webhook_deliveries')
    .columns(['endpoint_id', 'subject'])
    .where(sql.ref('tries'), '>', sql.lit(0))
    .execute();
}
