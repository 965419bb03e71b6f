import { sql } from 'kysely';
import type { Store } from '../../src/storage/database.ts';

/** Goes on once `work` waits for a lock in this Postgres database, or is done without having waited. */
export async function untilBlockedOrDone(store: Store, work: Promise<unknown>): Promise<void> {
  let done = false;
  const finished = () => {
    done = true;
  };
  work.then(finished, finished);
  while (!done && !(await isSomebodyWaiting(store))) await new Promise(resolve => setImmediate(resolve));
}

async function isSomebodyWaiting(store: Store): Promise<boolean> {
  const { rows } = await sql`select pid from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(store.db);
  return rows.length > 0;
}
