import { sql } from 'kysely';
import type { Store } from './database.ts';

/**
 * Counts up, within the transaction of whatever happened. Two that count at once take turns on the row, so no reader of the
 * counter misses one.
 */
export async function countUp({ db }: Pick<Store, 'db'>, key: string): Promise<void> {
  await db
    .insertInto('meta')
    .values({ key, value: '1' })
    .onConflict(conflict =>
      conflict
        .column('key')
        .doUpdateSet({ value: sql<string>`cast(cast(meta.value as integer) + 1 as text)` }),
    )
    .execute();
}

/** Asks for a counter, as text. It is asked very often, so the statement is put together once. */
export function counterOf({ db }: Pick<Store, 'db'>, key: string): () => Promise<string> {
  const query = db.selectFrom('meta').select('value').where('key', '=', key).compile();
  return async () => (await db.executeQuery(query)).rows[0]?.value ?? '0';
}
