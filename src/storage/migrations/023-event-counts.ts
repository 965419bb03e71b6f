import { type Kysely, sql } from 'kysely';

/** How many events of each kind the mail API has reported and what came of them: counted as they are taken in. */
export async function eventCounts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('event_counts')
    .addColumn('type', 'text', c => c.notNull())
    .addColumn('result', 'text', c => c.notNull())
    .addColumn('events', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('event_counts_pk', ['type', 'result'])
    .execute();
  await sql`
    insert into event_counts (type, result, events)
    select type, result, count(*) from mail_events where applied_at is not null group by type, result`.execute(
    db,
  );
}
