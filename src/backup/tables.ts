import { sql } from 'kysely';
import type { Store } from '../storage/database.ts';

/** Whose tables a database holds: only its own or nothing may make way for a backup without being forced. */
export async function whoseTables(store: Store): Promise<'ours' | 'foreign' | 'none'> {
  const { rows } =
    store.dialect === 'sqlite'
      ? await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(store.db)
      : await sql<{ name: string }>`select table_name as name from information_schema.tables
          where table_schema = current_schema()`.execute(store.db);
  if (rows.length === 0) return 'none';
  const names = new Set(rows.map(row => row.name));
  return ['migrations', 'batches', 'subscribers'].every(name => names.has(name)) ? 'ours' : 'foreign';
}
