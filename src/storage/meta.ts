import { randomBytes } from 'node:crypto';
import { createAddressHasher } from '../audience/suppression.ts';
import { liesAhead } from '../delivery/ahead.ts';
import type { Store } from './database.ts';

export async function readMeta(store: Store, key: string): Promise<string | null> {
  const row = await store.db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

export async function writeMeta(store: Store, key: string, value: string): Promise<void> {
  await store.db
    .insertInto('meta')
    .values({ key, value })
    .onConflict(conflict => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

export async function deleteMeta(store: Store, key: string): Promise<void> {
  await store.db.deleteFrom('meta').where('key', '=', key).execute();
}

/**
 * Random name of this database, the same for ever: part of every idempotency key, so that a copy for staging and the
 * original never answer for each other. 24 hexadecimal digits.
 */
export function installationId(store: Store): Promise<string> {
  return keepFirst(store, 'installation-id', () => randomBytes(12).toString('hex'));
}

/** Secret salt of the suppression list's hashes (createAddressHasher). */
export function addressSalt(store: Store): Promise<string> {
  return keepFirst(store, 'address-salt', () => randomBytes(32).toString('hex'));
}

/**
 * When this database was first started (epoch ms): nothing was due before. A first start that lies ahead was recorded under
 * a wrong clock; then it was now at the latest, and that is kept.
 */
export async function firstStartedAt(store: Store, now: number): Promise<number> {
  const kept = await keepFirst(store, FIRST_START, () => String(now));
  if (!liesAhead(Number(kept), now)) return Number(kept);
  await store.db
    .updateTable('meta')
    .set({ value: String(now) })
    .where('key', '=', FIRST_START)
    .where('value', '=', kept)
    .execute();
  return now;
}

/** The same without keeping anything: null before the first start. */
export async function knownFirstStart(store: Store): Promise<number | null> {
  const kept = await readMeta(store, FIRST_START);
  return kept === null ? null : Number(kept);
}

/** When the mailbox of bounces was last read, epoch ms. */
export const BOUNCES_READ_AT = 'bounces-read-at';

export const FIRST_START = 'first-started-at';

const hashers = new WeakMap<Store['db'], (dedupeKey: string) => string>();

/** From dedupe key to the hash its suppression is kept under. */
export async function addressHasher(store: Store): Promise<(dedupeKey: string) => string> {
  const known = hashers.get(store.db);
  if (known) return known;
  const hasher = createAddressHasher(await addressSalt(store));
  // Within a transaction a salt may have been made that is then rolled back.
  if (!store.db.isTransaction) hashers.set(store.db, hasher);
  return hasher;
}

/** Whichever of several processes is first decides; all of them get its value. */
async function keepFirst(store: Store, key: string, make: () => string): Promise<string> {
  const known = await readMeta(store, key);
  if (known !== null) return known;
  await store.db
    .insertInto('meta')
    .values({ key, value: make() })
    .onConflict(conflict => conflict.column('key').doNothing())
    .execute();
  const kept = await readMeta(store, key);
  if (kept === null) throw new Error(`The database lost what it was told to keep: ${key}.`);
  return kept;
}
