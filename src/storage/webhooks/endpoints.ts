import { type Selectable, sql } from 'kysely';
import {
  type Endpoint,
  type KeptAnswer,
  ROTATION_MS,
  type Secrets,
  type Shape,
} from '../../webhooks/endpoint.ts';
import type { EventType } from '../../webhooks/outgoing-event.ts';
import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import type { WebhookEndpointTable } from './webhook-tables.ts';

/** An endpoint with how many events it has not got yet. */
export interface EndpointLine extends Endpoint {
  readonly waiting: number;
  /** When the first of those that were tried for nothing is tried again, epoch ms; null where none was. */
  readonly againAt: number | null;
}

export async function listEndpoints(store: Store): Promise<EndpointLine[]> {
  const rows = await store.db
    .selectFrom('webhook_endpoints as w')
    .selectAll()
    .select(eb =>
      eb
        .selectFrom('webhook_deliveries as d')
        .select(count => count.fn.countAll<number>().as('waiting'))
        .whereRef('d.endpoint_id', '=', 'w.id')
        .as('waiting'),
    )
    .select(eb =>
      eb
        .selectFrom('webhook_deliveries as t')
        .select(first => first.fn.min('t.due_at').as('again_at'))
        .whereRef('t.endpoint_id', '=', 'w.id')
        // Spelt out, not bound: only so does SQLite see that the partial index fits.
        .where(sql<boolean>`t.tries > 0`)
        .as('again_at'),
    )
    .orderBy('w.id')
    .execute();
  return rows.map(row => ({
    ...toEndpoint(row),
    waiting: Number(row.waiting ?? 0),
    againAt: row.again_at,
  }));
}

export async function findEndpoint(store: Store, id: number): Promise<EndpointLine | null> {
  return (await listEndpoints(store)).find(endpoint => endpoint.id === id) ?? null;
}

/** @returns its id */
export async function insertEndpoint(
  store: Store,
  endpoint: {
    readonly url: string;
    readonly events: readonly EventType[];
    readonly shape: Shape;
    readonly secret: string;
    readonly at: number;
    readonly by: string;
  },
): Promise<number> {
  const { url, events, shape, secret, at, by } = endpoint;
  const { id } = await store.db
    .insertInto('webhook_endpoints')
    .values({ url, events: JSON.stringify(events), shape, secret, created_at: at, created_by: by })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** @returns false when it is gone already */
export function deleteEndpoint(store: Store, id: number): Promise<boolean> {
  return inTransaction(store, async ({ db }) => {
    const deleted = await db.deleteFrom('webhook_endpoints').where('id', '=', id).executeTakeFirst();
    await db.deleteFrom('webhook_deliveries').where('endpoint_id', '=', id).execute();
    return deleted.numDeletedRows > 0n;
  });
}

/** One that was replaced, and until when it is good all the same, epoch ms. */
interface EarlierSecret {
  readonly secret: string;
  readonly until: number;
}

/**
 * Puts a new secret in place of the one there is, which stays good beside it for a day. So do those before it, each to its own
 * end: whoever makes two in a row, as by loading a page again, does not lose the one that the receiver knows. False when it is gone.
 */
export function replaceSecret(store: Store, id: number, secret: string, now: number): Promise<boolean> {
  return inTransaction(store, async trx => {
    const row = await secretRow(trx, id, { isChanged: true });
    if (!row) return false;
    const earlier = [{ secret: row.secret, until: now + ROTATION_MS }, ...stillGood(row, now)];
    await trx.db
      .updateTable('webhook_endpoints')
      .set({ secret, earlier_secrets: JSON.stringify(earlier.slice(0, MOST_EARLIER)) })
      .where('id', '=', id)
      .execute();
    return true;
  });
}

/** A header of signatures stays short. */
const MOST_EARLIER = 4;

/** Switches an endpoint off; what it has not got waits until it is switched on again. False when it was off or gone. */
export async function disableEndpoint(
  store: Store,
  id: number,
  { reason, now }: { readonly reason: string; readonly now: number },
): Promise<boolean> {
  const updated = await store.db
    .updateTable('webhook_endpoints')
    .set({ state: 'disabled', reason, disabled_at: now })
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/**
 * Switches off every endpoint of a restored database: whether it is the one that told them before, or a copy beside it, only
 * a person knows. Whoever posted then is gone.
 */
export async function quietEndpoints({ db }: Store, now: number): Promise<void> {
  const reason = 'Restored from a backup. Switch it on where this database is to go on telling it.';
  await db.updateTable('webhook_endpoints').set({ owner: '', lease_until: 0 }).execute();
  await db
    .updateTable('webhook_endpoints')
    .set({ state: 'disabled', reason, disabled_at: now })
    .where('state', '=', 'active')
    .execute();
}

/** What an endpoint's posts are signed with now. */
export async function secretsOf(store: Store, id: number, now: number): Promise<Secrets | null> {
  const row = await secretRow(store, id, { isChanged: false });
  return row ? [row.secret, ...stillGood(row, now).map(({ secret }) => secret)] : null;
}

function secretRow({ db, dialect }: Store, id: number, { isChanged }: { readonly isChanged: boolean }) {
  return db
    .selectFrom('webhook_endpoints')
    .select(['secret', 'earlier_secrets'])
    .where('id', '=', id)
    .$if(isChanged && dialect === 'postgres', query => query.forUpdate())
    .executeTakeFirst();
}

function stillGood(row: { readonly earlier_secrets: string }, now: number): EarlierSecret[] {
  return (JSON.parse(row.earlier_secrets) as EarlierSecret[]).filter(({ until }) => until > now);
}

export function toEndpoint(row: Selectable<WebhookEndpointTable>): Endpoint {
  return {
    id: row.id,
    url: row.url,
    events: JSON.parse(row.events) as EventType[],
    shape: row.shape as Shape,
    state: row.state as Endpoint['state'],
    reason: row.reason,
    disabledAt: row.disabled_at,
    createdAt: row.created_at,
    createdBy: row.created_by,
    failures: row.failures,
    notBefore: row.not_before,
    answers: JSON.parse(row.answers) as KeptAnswer[],
  };
}
