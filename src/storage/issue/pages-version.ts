import { sql } from 'kysely';
import type { Store } from '../database.ts';

const KEY = 'public-pages';

/**
 * Asks which state of the public pages the database holds: another text after whatever changed what one of them says. Every
 * visitor asks, so the statement is put together once.
 */
export function pagesVersion({ db }: Store): () => Promise<string> {
  const query = db.selectFrom('meta').select('value').where('key', '=', KEY).compile();
  return async () => (await db.executeQuery(query)).rows[0]?.value ?? '0';
}

/**
 * To be called by whatever changes what a public page says, within its transaction: every process that keeps pages drops
 * them then.
 */
export async function changePages({ db }: Pick<Store, 'db'>): Promise<void> {
  await db
    .insertInto('meta')
    .values({ key: KEY, value: '1' })
    .onConflict(conflict =>
      conflict
        .column('key')
        .doUpdateSet({ value: sql<string>`cast(cast(meta.value as integer) + 1 as text)` }),
    )
    .execute();
}
