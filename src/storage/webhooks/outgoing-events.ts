import { sql } from 'kysely';
import { bodyOf, type EventData, type OutgoingEvent } from '../../webhooks/outgoing-event.ts';
import type { Store } from '../database.ts';

/** Rows of one insert. */
const GROUP = 500;

/** Any number nobody else uses. */
const ENDPOINTS_LOCK = 7_241_998;

/**
 * Writes down what has happened for whoever wants to be told, in the very transaction in which it happens: with it or not at
 * all. Where nobody does, nothing is written: one look at a table of a few rows. To be called after the rows of its subject
 * were changed, so that of two acts on one subject the later one has the higher id.
 */
export async function announce(store: Store, events: readonly OutgoingEvent[]): Promise<void> {
  if (events.length === 0) return;
  if (!store.db.isTransaction) throw new Error('An event is written in the transaction of what it tells.');
  const types = new Set(events.map(({ type }) => type));
  const listeners = await listenersOf(store, types);
  if (listeners.length === 0) return;
  const wanted = events.filter(({ type }) => listeners.some(({ events: all }) => all.has(type)));
  for (let from = 0; from < wanted.length; from += GROUP)
    await write(store, wanted.slice(from, from + GROUP), listeners);
}

/** Whether anybody wants to be told of one of these: to be asked where it costs something to put the events together. */
export async function isAnybodyTold(store: Store, types: readonly (keyof EventData)[]): Promise<boolean> {
  const endpoints = await readEndpoints(store);
  return endpoints.some(({ events }) => types.some(type => events.has(type)));
}

/**
 * Until the transaction ends no event is written elsewhere (`exclusive`), or no endpoint is switched on (`shared`). Whoever
 * writes one looks who is on: on Postgres it could otherwise see an endpoint off whose backlog has just been made up.
 */
export async function holdEndpoints(store: Store, mode: 'shared' | 'exclusive'): Promise<void> {
  if (store.dialect === 'sqlite') return;
  await (mode === 'shared'
    ? sql`select pg_advisory_xact_lock_shared(${ENDPOINTS_LOCK})`
    : sql`select pg_advisory_xact_lock(${ENDPOINTS_LOCK})`
  ).execute(store.db);
}

/** One that is off is told later, when it is switched on again. */
interface Listener {
  readonly id: number;
  readonly events: ReadonlySet<string>;
  readonly isActive: boolean;
}

async function listenersOf(store: Store, types: ReadonlySet<string>): Promise<readonly Listener[]> {
  const concerned = (endpoints: readonly Listener[]) =>
    endpoints.filter(({ events }) => [...types].some(type => events.has(type)));
  const first = concerned(await readEndpoints(store));
  if (first.length === 0 || store.dialect === 'sqlite') return first;
  await holdEndpoints(store, 'shared');
  return concerned(await readEndpoints(store));
}

async function readEndpoints({ db }: Store): Promise<Listener[]> {
  const rows = await db.selectFrom('webhook_endpoints').select(['id', 'events', 'state']).execute();
  return rows.map(({ id, events, state }) => ({
    id,
    events: new Set(JSON.parse(events) as string[]),
    isActive: state === 'active',
  }));
}

async function write(
  { db }: Store,
  events: readonly OutgoingEvent[],
  listeners: readonly Listener[],
): Promise<void> {
  const written = await db
    .insertInto('outgoing_events')
    .values(events.map(eventRow))
    .returning(['id', 'type', 'subject'])
    .execute();
  for (const { id: endpoint, events: types } of listeners.filter(({ isActive }) => isActive)) {
    const theirs = written.filter(({ type }) => types.has(type));
    if (theirs.length === 0) continue;
    await db
      .insertInto('webhook_deliveries')
      .values(theirs.map(({ id, subject }) => ({ endpoint_id: endpoint, event_id: id, subject })))
      .execute();
  }
}

function eventRow(event: OutgoingEvent) {
  return { subject: event.subject, type: event.type, body: bodyOf(event), created_at: event.at };
}

/** Writes an event for one endpoint alone, whatever it wants to be told of: an editor tries it. */
export async function announceTo(store: Store, endpointId: number, event: OutgoingEvent): Promise<void> {
  const { id } = await store.db
    .insertInto('outgoing_events')
    .values(eventRow(event))
    .returning('id')
    .executeTakeFirstOrThrow();
  await store.db
    .insertInto('webhook_deliveries')
    .values({ endpoint_id: endpointId, event_id: id, subject: event.subject })
    .execute();
}

/** Takes out what was told of a subject that is gone itself. Within the caller's transaction. */
export async function forgetEventsAbout({ db }: Store, subject: string): Promise<void> {
  const theirs = db.selectFrom('outgoing_events').select('id').where('subject', '=', subject);
  await db.deleteFrom('webhook_deliveries').where('event_id', 'in', theirs).execute();
  await db.deleteFrom('outgoing_events').where('subject', '=', subject).execute();
}
