import { type Kysely, sql } from 'kysely';

/** Mails that came in are few among the events and counted at every look at /metrics. */
export async function receivedMails(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('mail_events_received')
    .on('mail_events')
    .column('result')
    .where(sql.ref('type'), '=', sql.lit('email.received'))
    .execute();
}
