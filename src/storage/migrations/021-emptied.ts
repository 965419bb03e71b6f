import { type Kysely, sql } from 'kysely';

/** What earlier versions kept for good: single mails that are through, with their links, and events about others' mails. */
export async function emptied(db: Kysely<unknown>): Promise<void> {
  await sql`update single_mails set html = '', text = '', headers = '{}'
    where state in ('submitted', 'rejected', 'uncertain') and (html <> '' or text <> '' or headers <> '{}')`.execute(
    db,
  );
  await sql`update mail_events set body = '{}' where result in ('foreign', 'unmatched') and body <> '{}'`.execute(
    db,
  );
}
