import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../database.ts';
import type { Schema } from '../schema.ts';

type Trx = Kysely<Schema>;

/**
 * Which variant of an issue's mail a subscriber `s` gets, as an expression: that of the first pairing whose category is
 * among their interests, else the editorial one. Case does not count, because interests may come from files. An issue
 * with one mail asks nothing of anybody.
 */
export async function variantOf(trx: Trx, dialect: Dialect, issueId: number): Promise<RawBuilder<number>> {
  const variants = await trx
    .selectFrom('frozen_mails as f')
    .leftJoin('pairings as p', join =>
      join.onRef('p.issue_id', '=', 'f.issue_id').onRef('p.position', '=', 'f.variant'),
    )
    .select(['f.variant', 'p.category'])
    .where('f.issue_id', '=', issueId)
    .orderBy('f.variant')
    .execute();
  if (variants.length < 2) return sql<number>`1`;
  const wanted = variants.map(
    ({ variant, category }) =>
      sql`when lower(cast(${category ?? ''} as text)) then cast(${sql.lit(variant)} as integer)`,
  );
  const interests =
    dialect === 'postgres'
      ? sql`jsonb_array_elements_text(s.interests::jsonb) as i(value)`
      : sql`json_each(s.interests) i`;
  return sql<number>`case when s.interests = '[]' then 1 else coalesce(
    (select min(case lower(i.value) ${sql.join(wanted, sql` `)} end) from ${interests}), 1) end`;
}
