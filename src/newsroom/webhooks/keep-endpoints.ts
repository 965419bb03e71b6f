import type { Store } from '../../storage/database.ts';
import { recordActivity } from '../../storage/issue/activity.ts';
import { inTransaction } from '../../storage/transaction.ts';
import {
  deleteEndpoint,
  findEndpoint,
  insertEndpoint,
  replaceSecret,
} from '../../storage/webhooks/endpoints.ts';
import { announceTo } from '../../storage/webhooks/outgoing-events.ts';
import { firstEventSince, replayEvents } from '../../storage/webhooks/replays.ts';
import { readEvents, readUrl, type Shape, secretOf } from '../../webhooks/endpoint.ts';
import { endpointSubject, eventIdIn, outgoing, TEST_EVENT } from '../../webhooks/outgoing-event.ts';
import type { Newsroom } from '../newsroom.ts';

export type AddOutcome =
  /** `secret` is shown to whoever added it, once; '' where the shape takes no signatures. */
  | { readonly kind: 'added'; readonly id: number; readonly secret: string }
  | { readonly kind: 'bad url' | 'bad events'; readonly why: string };

/** @param typed.events names separated by commas @param by an editor's address, or `command line` */
export async function addEndpoint(
  room: Newsroom,
  by: string,
  typed: { readonly url: string; readonly events: string; readonly shape: Shape },
): Promise<AddOutcome> {
  const { WEBHOOKS_PRIVATE: ownNetwork, development: loopback } = room.settings;
  const url = readUrl(typed.url, { loopback, ownNetwork });
  if (url.kind === 'bad') return { kind: 'bad url', why: url.why };
  const events = readEvents(typed.events);
  if (events.kind === 'bad') return { kind: 'bad events', why: events.why };
  const secret = secretOf(room.newSecret());
  const id = await inTransaction(room.store, async trx => {
    const added = await insertEndpoint(trx, {
      url: url.url,
      events: events.events,
      shape: typed.shape,
      secret,
      at: room.now(),
      by,
    });
    const named = events.events.join(', ');
    await log({ ...room, store: trx }, by, 'webhook added', `${added}: ${new URL(url.url).host} (${named})`);
    return added;
  });
  return { kind: 'added', id, secret: typed.shape === 'standard' ? secret : '' };
}

/** @returns false when there is none of that number */
export function removeEndpoint(room: Newsroom, by: string, id: number): Promise<boolean> {
  return inTransaction(room.store, async trx => {
    if (!(await deleteEndpoint(trx, id))) return false;
    await log({ ...room, store: trx }, by, 'webhook removed', String(id));
    return true;
  });
}

export type RotateOutcome =
  | { readonly kind: 'rotated'; readonly secret: string }
  | { readonly kind: 'unknown' }
  /** Chats look at no signature: what opens them is their address. */
  | { readonly kind: 'unsigned' };

/** Makes a new secret, beside which the one before stays good for a day. */
export async function rotateSecret(room: Newsroom, by: string, id: number): Promise<RotateOutcome> {
  const endpoint = await findEndpoint(room.store, id);
  if (!endpoint) return { kind: 'unknown' };
  if (endpoint.shape !== 'standard') return { kind: 'unsigned' };
  const secret = secretOf(room.newSecret());
  return inTransaction(room.store, async trx => {
    if (!(await replaceSecret(trx, id, secret, room.now()))) return { kind: 'unknown' };
    await log({ ...room, store: trx }, by, 'webhook secret replaced', String(id));
    return { kind: 'rotated', secret };
  });
}

export type ReplayOutcome =
  | { readonly kind: 'queued'; readonly waiting: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'bad since'; readonly why: string };

/**
 * Tells an endpoint once more of what has happened since a time, or since one event, under the same ids; switches it on where
 * it was off.
 * @param since ISO 8601, or `evt_…`; '' for what it has not got alone, and for all that it missed while it was off
 */
export async function replayTo(
  room: Newsroom,
  by: string,
  id: number,
  since: string,
): Promise<ReplayOutcome> {
  const endpoint = await findEndpoint(room.store, id);
  if (!endpoint) return { kind: 'unknown' };
  const from = await startOf(room.store, since, endpoint.disabledAt);
  if (from === 'unreadable') return { kind: 'bad since', why: SINCE };
  const waiting = await replayEvents(room.store, id, from, trx =>
    log({ ...room, store: trx }, by, 'webhook replayed', `${id}${since === '' ? '' : ` since ${since}`}`),
  );
  return waiting === null ? { kind: 'unknown' } : { kind: 'queued', waiting };
}

const SINCE =
  'Say since when: a time such as 2026-11-26T09:00Z, a day such as 2026-11-26 (UTC), or an event such as evt_…_17.';

/** The number of the first event meant; null for none. */
async function startOf(
  store: Store,
  since: string,
  disabledAt: number | null,
): Promise<number | null | 'unreadable'> {
  if (since === '') return disabledAt === null ? null : firstEventSince(store, disabledAt);
  const event = eventIdIn(since);
  if (event !== null) return event;
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(since);
  const at = isTime ? Date.parse(since) : Number.NaN;
  return Number.isNaN(at) ? 'unreadable' : firstEventSince(store, at);
}

/** Posts a test event, as soon as `serve` looks. @returns false when there is none of that number */
export async function testEndpoint(room: Newsroom, by: string, id: number): Promise<boolean> {
  if (!(await findEndpoint(room.store, id))) return false;
  await inTransaction(room.store, async trx => {
    const event = outgoing(TEST_EVENT, endpointSubject(id), room.now(), { endpoint: id });
    await announceTo(trx, id, event);
    await log({ ...room, store: trx }, by, 'webhook tried', String(id));
  });
  return true;
}

/** The log names hosts alone: the rest of an address may open something. */
function log(
  { store, now }: Pick<Newsroom, 'store' | 'now'>,
  who: string,
  action: string,
  detail: string,
): Promise<void> {
  return recordActivity(store, { at: now(), week: '', who, action, detail, contentHash: '' });
}
