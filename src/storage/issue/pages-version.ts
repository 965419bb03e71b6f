import { sql } from 'kysely';
import type { Store } from '../database.ts';
import { readMeta } from '../meta.ts';

const KEY = 'public-pages';

/** Which state of the public pages the database holds: another text after whatever changed what one of them says. */
export async function pagesVersion(store: Store): Promise<string> {
  return (await readMeta(store, KEY)) ?? '0';
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
