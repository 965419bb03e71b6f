import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';
import { changePages } from './pages-version.ts';

/** A public key of this installation. Times are epoch ms. */
export interface KeptDataKey {
  readonly id: string;
  readonly x: string;
  readonly usedFrom: number;
  /** Null while it signs. */
  readonly usedUntil: number | null;
}

/** Writes down with which key open data are signed from now on; that of before stays, as one that was. */
export async function keepDataKey(
  store: Store,
  { id, x }: Pick<KeptDataKey, 'id' | 'x'>,
  now: number,
): Promise<void> {
  const known = await dataKeys(store);
  if (known.every(key => (key.usedUntil === null) === (key.id === id)) && known.some(key => key.id === id))
    return;
  await inTransaction(store, async ({ db }) => {
    await db
      .insertInto('data_keys')
      .values({ id, public_key: x, used_from: now, used_until: null })
      .onConflict(conflict => conflict.column('id').doUpdateSet({ used_until: null }))
      .execute();
    await db
      .updateTable('data_keys')
      .set({ used_until: now })
      .where('id', '<>', id)
      .where('used_until', 'is', null)
      .execute();
    await changePages({ db });
  });
}

/** The one that signs first, then the others, the newest first. */
export async function dataKeys({ db }: Store): Promise<KeptDataKey[]> {
  const rows = await db
    .selectFrom('data_keys')
    .selectAll()
    .orderBy('used_from', 'desc')
    .orderBy('id')
    .execute();
  const keys = rows.map(
    (row): KeptDataKey => ({
      id: row.id,
      x: row.public_key,
      usedFrom: row.used_from,
      usedUntil: row.used_until,
    }),
  );
  return [...keys.filter(isUsed), ...keys.filter(key => !isUsed(key))];
}

function isUsed({ usedUntil }: KeptDataKey): boolean {
  return usedUntil === null;
}
