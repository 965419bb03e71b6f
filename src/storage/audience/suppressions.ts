import { parseAddress } from '../../audience/address.ts';
import { outweighs, type Suppression, type SuppressionReason } from '../../audience/suppression.ts';
import type { Store } from '../database.ts';
import { addressHasher } from '../meta.ts';
import { holdAudience, inTransaction } from '../transaction.ts';

/** What is on the suppression list for an address, whatever its spelling; null when nothing is. */
export async function suppressionOf(store: Store, email: string): Promise<Suppression | null> {
  const parsed = parseAddress(email);
  if (parsed.kind === 'bad') return null;
  const hash = await addressHasher(store);
  return readSuppression(store, hash(parsed.dedupeKey));
}

/**
 * Whether no mail may go to the address. Who was erased and signs up again may get the confirmation mail they ask for:
 * for that see suppressionOf and its reason.
 */
export async function isSuppressed(store: Store, email: string): Promise<boolean> {
  return (await suppressionOf(store, email)) !== null;
}

/**
 * Puts an address on the suppression list; again: the heavier reason stays. Within a transaction of the caller's it
 * must come before any change to subscribers (holdAudience).
 * @returns `kept` when nothing changed: already there, or erased, of whom nothing is stored again
 */
export async function suppress(
  store: Store,
  entry: {
    readonly email: string;
    readonly reason: Exclude<SuppressionReason, 'erased'>;
    readonly detail: string;
    readonly at: number;
  },
): Promise<'suppressed' | 'kept' | 'not an address'> {
  const parsed = parseAddress(entry.email);
  if (parsed.kind === 'bad') return 'not an address';
  const hash = (await addressHasher(store))(parsed.dedupeKey);
  return inTransaction(store, async trx => {
    await holdAudience(trx, 'exclusive');
    const known = await readSuppression(trx, hash);
    const subscriber = await trx.db
      .selectFrom('subscribers')
      .select('id')
      .where('dedupe_key', '=', parsed.dedupeKey)
      .executeTakeFirst();
    if (known?.reason === 'erased' ? !subscriber : known && !outweighs(entry.reason, known.reason))
      return 'kept';
    const row = { email: parsed.email, reason: entry.reason, detail: entry.detail };
    await trx.db
      .insertInto('suppressions')
      .values({ ...row, address_hash: hash, created_at: entry.at })
      .onConflict(conflict => conflict.column('address_hash').doUpdateSet(row))
      .execute();
    await markSubscriber(trx, parsed.dedupeKey, entry.at);
    return 'suppressed';
  });
}

/** Look-ups of one statement. */
const GROUP = 500;

/** Who of these is a reader of ours and not suppressed, each as it was given. */
export async function readersAmong(store: Store, emails: readonly string[]): Promise<string[]> {
  const byKey = new Map(
    emails.flatMap(email => {
      const address = parseAddress(email);
      return address.kind === 'bad' ? [] : [[address.dedupeKey, email] as const];
    }),
  );
  const keys = [...byKey.keys()];
  const found: string[] = [];
  for (let from = 0; from < keys.length; from += GROUP) {
    const rows = await store.db
      .selectFrom('subscribers')
      .select('dedupe_key')
      .where('dedupe_key', 'in', keys.slice(from, from + GROUP))
      .where('suppressed_at', 'is', null)
      .execute();
    found.push(...rows.map(row => byKey.get(row.dedupe_key) ?? ''));
  }
  return found;
}

/**
 * Takes an address off the list: an editor's decision.
 * @param reason only if it is still there for this one; a heavier one may have come since it was looked at
 */
export async function liftSuppression(
  store: Store,
  email: string,
  reason: Exclude<SuppressionReason, 'erased'>,
): Promise<boolean> {
  const parsed = parseAddress(email);
  if (parsed.kind === 'bad') return false;
  const hash = (await addressHasher(store))(parsed.dedupeKey);
  return inTransaction(store, async trx => {
    await holdAudience(trx, 'exclusive');
    const deleted = await trx.db
      .deleteFrom('suppressions')
      .where('address_hash', '=', hash)
      .where('reason', '=', reason)
      .executeTakeFirst();
    if (deleted.numDeletedRows === 0n) return false;
    await markSubscriber(trx, parsed.dedupeKey, null);
    return true;
  });
}

/** Reasons by hash, of those that are on the list. */
export async function reasonsByHash(
  store: Store,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, SuppressionReason>> {
  const rows = await store.db
    .selectFrom('suppressions')
    .select(['address_hash', 'reason'])
    .where('address_hash', 'in', hashes)
    .execute();
  return new Map(rows.map(row => [row.address_hash, row.reason as SuppressionReason]));
}

async function readSuppression(store: Store, hash: string): Promise<Suppression | null> {
  const row = await store.db
    .selectFrom('suppressions')
    .select(['email', 'reason', 'detail', 'created_at'])
    .where('address_hash', '=', hash)
    .executeTakeFirst();
  if (!row) return null;
  const { created_at, reason, ...rest } = row;
  return { ...rest, reason: reason as SuppressionReason, createdAt: created_at };
}

/** `subscribers.suppressed_at` follows the list, so that the audience is one scan of one table. */
async function markSubscriber(store: Store, dedupeKey: string, at: number | null): Promise<void> {
  await store.db
    .updateTable('subscribers')
    .set(eb => ({ suppressed_at: at === null ? null : eb.fn.coalesce('suppressed_at', eb.val(at)) }))
    .where('dedupe_key', '=', dedupeKey)
    .execute();
}
