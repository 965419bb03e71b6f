import type { Kysely } from 'kysely';

/** A catalogue that is fetched: who pulls it, what came of it, and its last good text. */
export async function cataloguePulls(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('catalogue_pulls')
    .addColumn('address', 'text', c => c.primaryKey())
    .addColumn('asked', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('answered', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('lease', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('lease_until', 'bigint', c => c.notNull().defaultTo(0))
    .addColumn('pulled_at', 'bigint')
    .addColumn('pull', 'text', c => c.notNull().defaultTo(''))
    .addColumn('version', 'text', c => c.notNull().defaultTo(''))
    .addColumn('etag', 'text', c => c.notNull().defaultTo(''))
    .addColumn('etag_from', 'text', c => c.notNull().defaultTo(''))
    .addColumn('signed', 'integer', c => c.notNull().defaultTo(0))
    .addColumn('fetched_at', 'bigint')
    .addColumn('confirmed_at', 'bigint')
    .addColumn('difference', 'text', c => c.notNull().defaultTo(''))
    .execute();
  // Apart from what changes at every pull: a row is written as a whole.
  await db.schema
    .createTable('catalogue_texts')
    .addColumn('address', 'text', c => c.primaryKey())
    .addColumn('version', 'text', c => c.notNull())
    .addColumn('format', 'text', c => c.notNull())
    .addColumn('body', 'text', c => c.notNull())
    .execute();
}
