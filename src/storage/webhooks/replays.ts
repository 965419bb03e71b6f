import { sql } from 'kysely';
import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { holdEndpoints } from './outgoing-events.ts';

/** Events of one transaction: nobody else waits longer than a moment. */
const STRIDE = 5_000;

/** The first event that happened at a time or after it; null when there is none. @param at epoch ms */
export async function firstEventSince(store: Store, at: number): Promise<number | null> {
  const row = await store.db
    .selectFrom('outgoing_events')
    .select(eb => eb.fn.min('id').as('id'))
    .where('created_at', '>=', at)
    .executeTakeFirst();
  return row?.id ?? null;
}

/**
 * Has an endpoint told once more of all it wants to be told of, from one event on, and switches it on where it was off. What
 * it has not got waits no longer for its next try.
 * @param since number of an event; null for none: what it has not got alone
 * @param alongside runs in the transaction that ends it
 * @returns how many events wait for it then; null when the endpoint is gone
 */
export async function replayEvents(
  store: Store,
  endpointId: number,
  since: number | null,
  alongside: (store: Store) => Promise<void> = async () => {},
): Promise<number | null> {
  const endpoint = await store.db
    .selectFrom('webhook_endpoints')
    .select(['state', 'events'])
    .where('id', '=', endpointId)
    .executeTakeFirst();
  if (!endpoint) return null;
  const types = JSON.parse(endpoint.events) as string[];
  const last = await lastEvent(store);
  for (let from = since ?? last + 1; from <= last; from += STRIDE) {
    const range = { from, to: Math.min(last, from + STRIDE - 1) };
    await inTransaction(store, trx => queueAgain(trx, endpointId, types, range));
  }
  return inTransaction(store, async trx => {
    await lockEndpoint(trx, endpointId);
    // It was told of nothing while it was off, and of what is being written at this instant nobody knows.
    await holdEndpoints(trx, 'exclusive');
    if (endpoint.state === 'disabled' && since !== null)
      await queueAgain(trx, endpointId, types, { from: since, to: await lastEvent(trx) });
    await startAnew(trx, endpointId);
    await alongside(trx);
    return countWaiting(trx, endpointId);
  });
}

/** Before the endpoints are held, as whoever switches one off does it: nobody waits for two things in different orders. */
async function lockEndpoint({ db, dialect }: Store, id: number): Promise<void> {
  if (dialect === 'sqlite') return;
  await db.selectFrom('webhook_endpoints').select('id').where('id', '=', id).forUpdate().execute();
}

async function lastEvent({ db }: Store): Promise<number> {
  const row = await db
    .selectFrom('outgoing_events')
    .select(eb => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  return Number(row?.id ?? 0);
}

/** What it has not got yet is there already. */
async function queueAgain(
  { db }: Store,
  endpointId: number,
  types: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  await sql`
    insert into webhook_deliveries (endpoint_id, event_id, subject)
    select cast(${endpointId} as bigint), e.id, e.subject from outgoing_events e
    where e.id between ${from} and ${to} and e.type in (${sql.join(types)})
    on conflict do nothing`.execute(db);
}

async function startAnew({ db }: Store, endpointId: number): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ due_at: 0, tries: 0, first_tried_at: null })
    .where('endpoint_id', '=', endpointId)
    .where(sql<boolean>`tries > 0`)
    .execute();
  await db
    .updateTable('webhook_endpoints')
    .set({ state: 'active', reason: '', disabled_at: null, failures: 0, not_before: 0 })
    .where('id', '=', endpointId)
    .execute();
}

async function countWaiting({ db }: Store, endpointId: number): Promise<number> {
  const { waiting } = await db
    .selectFrom('webhook_deliveries')
    .select(eb => eb.fn.countAll<number>().as('waiting'))
    .where('endpoint_id', '=', endpointId)
    .executeTakeFirstOrThrow();
  return Number(waiting);
}
