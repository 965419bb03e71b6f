import { sql } from 'kysely';
import type { Store } from '../../src/storage/database.ts';

const TABLES = ['issues', 'deliveries', 'batches', 'send_rate', 'refusals', 'single_mails'] as const;

/**
 * What a replica that lags knows of the sending; `fallBack` puts the database back to it, as when that replica is promoted.
 * Readers stay as they are: who has left since has left.
 * @param name of one of several that lag differently
 */
export async function replicaOf(
  { db, dialect }: Store,
  name = 'replica',
): Promise<{ fallBack(): Promise<void> }> {
  for (const table of TABLES) {
    await sql`drop table if exists ${sql.table(`${name}_${table}`)}`.execute(db);
    await sql`create table ${sql.table(`${name}_${table}`)} as select * from ${sql.table(table)}`.execute(db);
  }
  const asIs = dialect === 'postgres' ? sql`overriding system value` : sql``;
  return {
    fallBack: async () => {
      for (const table of TABLES) {
        await db.deleteFrom(table).execute();
        await sql`insert into ${sql.table(table)} ${asIs} select * from ${sql.table(`${name}_${table}`)}`.execute(
          db,
        );
      }
    },
  };
}
