import { sql } from 'kysely';
import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';

/** So long what was told can be told once more. */
export const KEPT_MS = 30 * 24 * 3_600_000;

/** Events of one transaction. */
const GROUP = 1_000;

/**
 * Forgets events that happened before a time, but for those that an endpoint which is on still waits for.
 * @param before epoch ms
 * @returns how many are gone; call again while it is not 0
 */
export function trimEvents(store: Store, before: number): Promise<number> {
  return inTransaction(store, async ({ db }) => {
    const { rows } = await sql<{ id: number }>`
      select e.id from outgoing_events e
      where e.created_at < ${before} and not exists (select 1 from webhook_deliveries d
        where d.event_id = e.id and d.endpoint_id in (select id from webhook_endpoints where state = 'active'))
      order by e.created_at limit ${GROUP}`.execute(db);
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    await db.deleteFrom('webhook_deliveries').where('event_id', 'in', ids).execute();
    await db.deleteFrom('outgoing_events').where('id', 'in', ids).execute();
    return rows.length;
  });
}
