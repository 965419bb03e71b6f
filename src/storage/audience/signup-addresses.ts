import type { Selectable } from 'kysely';
import type { Store } from '../database.ts';
import { addressHasher } from '../meta.ts';
import type { SignupAddressTable } from './signup-tables.ts';

/** What an address was mailed because somebody asked. Instants are epoch ms, 0 for never. */
export interface AddressHistory {
  readonly confirmations: number;
  readonly mailedAt: number;
  readonly toldAt: number;
}

/** The history of one address as it stands. Reads only. */
export async function readHistory(store: Store, dedupeKey: string): Promise<AddressHistory> {
  const hash = (await addressHasher(store))(dedupeKey);
  const row = await store.db
    .selectFrom('signup_addresses')
    .select(['confirmations', 'mailed_at', 'told_at'])
    .where('address_hash', '=', hash)
    .executeTakeFirst();
  return toHistory(row ?? { confirmations: 0, mailed_at: 0, told_at: 0 });
}

/** The history of one address; within a transaction nobody else changes it until that ends. */
export async function holdHistory(
  store: Store,
  subscriber: { readonly id: number; readonly dedupeKey: string },
): Promise<AddressHistory> {
  const hash = (await addressHasher(store))(subscriber.dedupeKey);
  const row = await store.db
    .insertInto('signup_addresses')
    .values({ address_hash: hash, subscriber_id: subscriber.id })
    // Written even where nothing changes: that is what holds the row.
    .onConflict(conflict => conflict.column('address_hash').doUpdateSet({ subscriber_id: subscriber.id }))
    .returning(['confirmations', 'mailed_at', 'told_at'])
    .executeTakeFirstOrThrow();
  return toHistory(row);
}

export async function noteConfirmation(store: Store, subscriberId: number, at: number): Promise<void> {
  await store.db
    .updateTable('signup_addresses')
    .set(eb => ({ confirmations: eb('confirmations', '+', 1), mailed_at: at }))
    .where('subscriber_id', '=', subscriberId)
    .execute();
}

export async function noteTold(store: Store, subscriberId: number, at: number): Promise<void> {
  await store.db
    .updateTable('signup_addresses')
    .set({ told_at: at })
    .where('subscriber_id', '=', subscriberId)
    .execute();
}

/** Who confirmed starts anew. */
export async function dropHistory(store: Store, subscriberId: number): Promise<void> {
  await store.db.deleteFrom('signup_addresses').where('subscriber_id', '=', subscriberId).execute();
}

/** Nothing of a person who is erased stays, neither a request on its way in nor what they were mailed. */
export async function forgetSignups(
  store: Store,
  person: { readonly dedupeKey: string; readonly hash: string },
): Promise<void> {
  await store.db.deleteFrom('signup_requests').where('dedupe_key', '=', person.dedupeKey).execute();
  await store.db.deleteFrom('link_requests').where('dedupe_key', '=', person.dedupeKey).execute();
  await store.db.deleteFrom('signup_addresses').where('address_hash', '=', person.hash).execute();
}

/** Nobody is kept out for good because a stranger once asked three times. */
export async function dropOldHistories(store: Store, before: number): Promise<void> {
  await store.db
    .deleteFrom('signup_addresses')
    .where('mailed_at', '<', before)
    .where('told_at', '<', before)
    .execute();
}

function toHistory(
  row: Omit<Selectable<SignupAddressTable>, 'address_hash' | 'subscriber_id'>,
): AddressHistory {
  return { confirmations: row.confirmations, mailedAt: row.mailed_at, toldAt: row.told_at };
}
