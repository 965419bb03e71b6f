import { sql } from 'kysely';
import type { Store } from '../../src/storage/database.ts';

/** All that a database holds, table by table: for comparing before and after. */
export async function everyRow(store: Store): Promise<unknown> {
  const tables = (await store.db.introspection.getTables()).map(table => table.name).toSorted();
  return Promise.all(
    tables.map(async table => [table, (await sql`select * from ${sql.table(table)}`.execute(store.db)).rows]),
  );
}
