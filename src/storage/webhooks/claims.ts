import { type RawBuilder, sql } from 'kysely';
import { CLOCKS_DIFFER_MS } from '../../delivery/ahead.ts';
import type { Endpoint } from '../../webhooks/endpoint.ts';
import { LONGEST_RETRY_MS } from '../../webhooks/retry.ts';
import type { Store } from '../database.ts';
import { toEndpoint } from './endpoints.ts';

/** By whom and for how long an endpoint is held, so that of several processes one posts to it. Times are epoch ms. */
export interface Hold {
  readonly owner: string;
  readonly now: number;
  readonly leaseMs: number;
}

/** An event that an endpoint has not got yet. */
export interface WaitingEvent {
  readonly eventId: number;
  readonly subject: string;
  readonly type: string;
  readonly body: string;
  /** Tries so far. */
  readonly tries: number;
  readonly firstTriedAt: number | null;
}

/** Endpoints that something could be posted to now, and nobody else is at. Reads only, as it is asked every second. */
export async function endpointsWithWork(store: Store, { owner, now, leaseMs }: Hold): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select w.id from webhook_endpoints w
    where w.state = 'active' and ${isOver('w.not_before', now, LONGEST_RETRY_MS)}
      and (w.owner = ${owner} or ${isOver('w.lease_until', now, leaseMs)})
      and exists (select 1 from webhook_deliveries d where d.endpoint_id = w.id and ${mayGo(now)})
    order by w.id`.execute(store.db);
  return rows.map(({ id }) => id);
}

/** Takes an endpoint, if nobody else has it. @returns null when somebody has, or it is off or gone */
export async function claimEndpoint(
  store: Store,
  id: number,
  { owner, now, leaseMs }: Hold,
): Promise<Endpoint | null> {
  const row = await store.db
    .updateTable('webhook_endpoints')
    .set({ owner, lease_until: now + leaseMs })
    .where('id', '=', id)
    .where('state', '=', 'active')
    .where(eb => eb.or([eb('owner', '=', owner), isOver('lease_until', now, leaseMs)]))
    .returningAll()
    .executeTakeFirst();
  return row ? toEndpoint(row) : null;
}

/** Holds it on. @returns the endpoint as it is by now; null when it is ours no more, off or gone */
export async function holdOn(
  store: Store,
  id: number,
  { owner, now, leaseMs }: Hold,
): Promise<Endpoint | null> {
  const row = await store.db
    .updateTable('webhook_endpoints')
    .set({ lease_until: now + leaseMs })
    .where('id', '=', id)
    .where('state', '=', 'active')
    .where('owner', '=', owner)
    .returningAll()
    .executeTakeFirst();
  return row ? toEndpoint(row) : null;
}

export async function releaseEndpoint(store: Store, id: number, owner: string): Promise<void> {
  await store.db
    .updateTable('webhook_endpoints')
    .set({ owner: '', lease_until: 0 })
    .where('id', '=', id)
    .where('owner', '=', owner)
    .execute();
}

/**
 * The next events of an endpoint, the earliest first: none of a subject one of whose events waits for its next try.
 * @param wanted `again`: only such as were tried before; `new`: only of subjects of which none was
 */
export async function nextEvents(
  store: Store,
  endpointId: number,
  {
    now,
    limit,
    wanted,
  }: { readonly now: number; readonly limit: number; readonly wanted: 'any' | 'again' | 'new' },
): Promise<WaitingEvent[]> {
  const among = { any: sql``, again: sql`and d.tries > 0`, new: sql`and ${isUntried}` }[wanted];
  const { rows } = await sql<{
    event_id: number;
    subject: string;
    type: string;
    body: string;
    tries: number;
    first_tried_at: number | null;
  }>`
    select d.event_id, d.subject, e.type, e.body, d.tries, d.first_tried_at
    from webhook_deliveries d join outgoing_events e on e.id = d.event_id
    where d.endpoint_id = ${endpointId} and ${mayGo(now)} ${among}
    order by d.event_id limit ${limit}`.execute(store.db);
  return rows.map(row => ({
    eventId: row.event_id,
    subject: row.subject,
    type: row.type,
    body: row.body,
    tries: row.tries,
    firstTriedAt: row.first_tried_at,
  }));
}

/** Subjects of an endpoint one of whose events was tried for nothing. */
export async function countFailing(store: Store, endpointId: number): Promise<number> {
  const { rows } = await sql<{ failing: number }>`
    select count(*) as failing from webhook_deliveries
    where endpoint_id = ${endpointId} and tries > 0`.execute(store.db);
  return Number(rows[0]?.failing ?? 0);
}

// Spelt out, not bound: only so does SQLite see that the partial index fits.
const isUntried = sql`not exists (select 1 from webhook_deliveries t
  where t.endpoint_id = d.endpoint_id and t.subject = d.subject and t.tries > 0)`;

function mayGo(now: number): RawBuilder<unknown> {
  return sql`not exists (select 1 from webhook_deliveries b
    where b.endpoint_id = d.endpoint_id and b.subject = d.subject and b.tries > 0
      and not ${isOver('b.due_at', now, LONGEST_RETRY_MS)})`;
}

/** One that lies further ahead than any wait of a clock that is right was written under a wrong clock. */
function isOver(column: string, now: number, longestMs: number): RawBuilder<boolean> {
  const at = sql.ref(column);
  return sql<boolean>`(${at} <= ${now} or ${at} > ${now + longestMs + CLOCKS_DIFFER_MS})`;
}
