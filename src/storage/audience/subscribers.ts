import type { Selectable } from 'kysely';
import { parseAddress } from '../../audience/address.ts';
import type { Consent } from '../../audience/consent.ts';
import type { Profile } from '../../audience/profile.ts';
import type { Subscriber, SubscriberCounts, SubscriberState } from '../../audience/subscriber.ts';
import type { Store } from '../database.ts';
import { addressHasher } from '../meta.ts';
import type { SubscriberTable } from '../schema.ts';
import { holdAudience, inTransaction } from '../transaction.ts';
import { announceReaders } from '../webhooks/reader-events.ts';
import { recordConsents } from './consents.ts';
import { reasonsByHash } from './suppressions.ts';

/** What is recorded with a change; `event` and `at` follow from it. */
export type ConsentWords = Omit<Consent, 'event' | 'at'>;

export interface NewSubscriber extends Profile {
  readonly email: string;
  readonly dedupeKey: string;
  readonly at: number;
  readonly consent: ConsentWords;
}

export async function findById(store: Store, id: number): Promise<Subscriber | null> {
  const row = await store.db.selectFrom('subscribers').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toSubscriber(row) : null;
}

/** Finds the person behind an address, whatever its spelling; null also for what is not an address. */
export async function findByEmail(store: Store, email: string): Promise<Subscriber | null> {
  const parsed = parseAddress(email);
  return parsed.kind === 'ok' ? findByKey(store, parsed.dedupeKey) : null;
}

/**
 * Adds someone who asked for the newsletter. Whoever is there already stays as they are, also the unsubscribed: only
 * their own confirmation brings them back. An address on the suppression list is marked so, and must not be mailed.
 */
export async function insertPending(
  store: Store,
  request: NewSubscriber,
): Promise<{ kind: 'added'; id: number } | { kind: 'known'; subscriber: Subscriber }> {
  const hash = (await addressHasher(store))(request.dedupeKey);
  return inTransaction(store, async trx => {
    await holdAudience(trx, 'shared');
    const reason = (await reasonsByHash(trx, [hash])).get(hash);
    const { email, dedupeKey, name, timezone, interests, at, consent } = request;
    const inserted = await trx.db
      .insertInto('subscribers')
      .values({
        email,
        dedupe_key: dedupeKey,
        name,
        timezone,
        interests: JSON.stringify(interests),
        state: 'pending',
        source: consent.source,
        created_at: at,
        // Who was erased and asks again is somebody new.
        suppressed_at: reason === undefined || reason === 'erased' ? null : at,
      })
      .onConflict(conflict => conflict.column('dedupe_key').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (inserted) {
      await recordConsents(trx, [{ ...consent, subscriberId: inserted.id, event: 'requested', at }]);
      return { kind: 'added', id: inserted.id };
    }
    const subscriber = await findByKey(trx, dedupeKey);
    if (!subscriber) throw new Error('A subscriber vanished while being added.');
    return { kind: 'known', subscriber };
  });
}

/**
 * The second half of a double opt-in. A new yes starts clean: a pause of before would make "every week" untrue.
 * @param options.askedAt when the confirmation was asked for (epoch ms): it brings back who unsubscribed before that,
 *   never who unsubscribed since
 * @returns `gone` when there is nobody left to confirm
 */
export function confirm(
  store: Store,
  id: number,
  options: { readonly at: number; readonly askedAt: number; readonly consent: ConsentWords },
): Promise<'confirmed' | 'already' | 'gone'> {
  return inTransaction(store, async trx => {
    await holdAudience(trx, 'shared');
    const confirmed = await trx.db
      .updateTable('subscribers')
      .set({ state: 'confirmed', confirmed_at: options.at, unsubscribed_at: null, paused_until: null })
      .where('id', '=', id)
      .where(eb =>
        eb.or([
          eb('state', '=', 'pending'),
          eb.and([eb('state', '=', 'unsubscribed'), eb('unsubscribed_at', '<', options.askedAt)]),
        ]),
      )
      .returning('dedupe_key')
      .executeTakeFirst();
    if (!confirmed) return (await findById(trx, id))?.state === 'confirmed' ? 'already' : 'gone';
    const hash = (await addressHasher(trx))(confirmed.dedupe_key);
    await trx.db
      .deleteFrom('suppressions')
      .where('address_hash', '=', hash)
      .where('reason', '=', 'erased')
      .execute();
    await recordConsents(trx, [{ ...options.consent, subscriberId: id, event: 'confirmed', at: options.at }]);
    await announceReaders(trx, 'subscriber.confirmed', [id], options.at);
    return 'confirmed';
  });
}

/** A reader's choice, at once and for good; again: nothing more happens. */
export function unsubscribe(
  store: Store,
  id: number,
  options: { readonly at: number; readonly consent: ConsentWords },
): Promise<'unsubscribed' | 'already' | 'unknown'> {
  return inTransaction(store, async trx => {
    const left = await trx.db
      .updateTable('subscribers')
      .set({ state: 'unsubscribed', unsubscribed_at: options.at })
      .where('id', '=', id)
      .where('state', 'in', ['pending', 'confirmed'])
      .executeTakeFirst();
    if (left.numUpdatedRows === 0n) {
      return (await findById(trx, id))?.state === 'unsubscribed' ? 'already' : 'unknown';
    }
    await recordConsents(trx, [
      { ...options.consent, subscriberId: id, event: 'unsubscribed', at: options.at },
    ]);
    await announceReaders(trx, 'subscriber.unsubscribed', [id], options.at);
    return 'unsubscribed';
  });
}

/**
 * What a reader changes on the preferences page; what is not named stays.
 * @returns false when there is nobody to change
 */
export function changePreferences(
  store: Store,
  id: number,
  change: Partial<Profile> & { readonly pausedUntil?: number | null },
  options: { readonly at: number; readonly consent: ConsentWords },
): Promise<boolean> {
  const { name, timezone, interests, pausedUntil } = change;
  return inTransaction(store, async trx => {
    const changed = await trx.db
      .updateTable('subscribers')
      .set(eb => ({
        name: name ?? eb.ref('name'),
        timezone: timezone ?? eb.ref('timezone'),
        interests: interests ? JSON.stringify(interests) : eb.ref('interests'),
        paused_until: pausedUntil === undefined ? eb.ref('paused_until') : pausedUntil,
      }))
      .where('id', '=', id)
      .where('state', '<>', 'erased')
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return false;
    await recordConsents(trx, [{ ...options.consent, subscriberId: id, event: 'changed', at: options.at }]);
    return true;
  });
}

/** How many addresses there are by status: what an export would say, and who was erased. */
export async function countByStatus(store: Store): Promise<SubscriberCounts> {
  const states = await store.db
    .selectFrom('subscribers')
    .select(eb => ['state', eb.fn.countAll<number>().as('count')])
    .where('suppressed_at', 'is', null)
    .groupBy('state')
    .execute();
  const suppressions = await store.db
    .selectFrom('suppressions')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('reason', '<>', 'erased')
    .executeTakeFirstOrThrow();
  const counted = Object.fromEntries(states.map(row => [row.state, row.count]));
  return {
    pending: counted.pending ?? 0,
    confirmed: counted.confirmed ?? 0,
    unsubscribed: counted.unsubscribed ?? 0,
    suppressed: suppressions.count,
    erased: counted.erased ?? 0,
  };
}

/** Finds the person of a dedupe key, as parseAddress gives it. */
export async function findByKey(store: Store, dedupeKey: string): Promise<Subscriber | null> {
  const row = await store.db
    .selectFrom('subscribers')
    .selectAll()
    .where('dedupe_key', '=', dedupeKey)
    .executeTakeFirst();
  return row ? toSubscriber(row) : null;
}

function toSubscriber(row: Selectable<SubscriberTable>): Subscriber {
  return {
    id: row.id,
    email: row.email,
    dedupeKey: row.dedupe_key,
    name: row.name,
    timezone: row.timezone,
    interests: JSON.parse(row.interests) as string[],
    state: row.state as SubscriberState,
    source: row.source,
    createdAt: row.created_at,
    confirmedAt: row.confirmed_at,
    unsubscribedAt: row.unsubscribed_at,
    pausedUntil: row.paused_until,
    suppressedAt: row.suppressed_at,
  };
}
