import type { Catalogue } from '../../catalogue/tool.ts';
import type { Store } from '../database.ts';

/** Keeps a catalogue under its hash, so that an issue can be composed from what it was picked from. */
export async function keepSnapshot(store: Store, catalogue: Catalogue, now: number): Promise<void> {
  await store.db
    .insertInto('catalogue_snapshots')
    .values({ hash: catalogue.hash, body: JSON.stringify(catalogue), created_at: now })
    .onConflict(conflict => conflict.column('hash').doNothing())
    .execute();
}

export async function readSnapshot(store: Store, hash: string): Promise<Catalogue> {
  const row = await store.db
    .selectFrom('catalogue_snapshots')
    .select('body')
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (!row) throw new Error(`The catalogue snapshot ${hash} is not in the database.`);
  return JSON.parse(row.body) as Catalogue;
}
