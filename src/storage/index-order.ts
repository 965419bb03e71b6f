import { sql } from 'kysely';
import type { Store } from './database.ts';

/**
 * For the rest of a transaction Postgres reads the next rows of a long table in the order of an index, and stops when it has
 * enough. Right after a large import its statistics still speak of a small table: it then reads and sorts all that is left,
 * for each chunk anew (a million readers: five times as long). Autovacuum puts the statistics right, within minutes.
 */
export async function readInIndexOrder({ db, dialect }: Store): Promise<void> {
  if (dialect !== 'postgres') return;
  await sql`select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
    set_config('enable_sort', 'off', true)`.execute(db);
}
