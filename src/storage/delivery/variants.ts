import { setImmediate } from 'node:timers/promises';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { LedMail } from '../../delivery/freeze.ts';
import { variantOfArm } from '../../issue/trial/trial-wish.ts';
import { belongs, SLICE_IDS } from '../audience/audience-count.ts';
import type { Dialect, Store } from '../database.ts';
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
    // Under which subject is no matter of interests.
    .where('f.variant', '<', variantOfArm(1))
    .orderBy('f.variant')
    .execute();
  return variantAmong(
    dialect,
    variants.map(({ variant, category }) => ({ variant, category: category ?? '' })),
  );
}

/**
 * Which of these a reader of today gets, each named once: looked through in slices, so that web pages are answered, and no
 * further than until somebody was found for each.
 * @param variants of one issue, in their order
 */
export async function variantsWanted(
  { db, dialect }: Store,
  variants: readonly LedMail[],
  now: number,
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  const { last } = await db
    .selectFrom('subscribers')
    .select(eb => eb.fn.coalesce(eb.fn.max('id'), eb.val(0)).as('last'))
    .executeTakeFirstOrThrow();
  for (let from = 0; from < last && found.size < variants.length; from += SLICE_IDS) {
    const { rows } = await sql<{ variant: number }>`
      select distinct ${variantAmong(dialect, variants)} as variant from subscribers s
      where s.id > ${from} and s.id <= ${from + SLICE_IDS} and ${belongs(now)}`.execute(db);
    for (const { variant } of rows) found.add(variant);
    await setImmediate();
  }
  return found;
}

/** As `variantOf`, among given variants. */
export function variantAmong(dialect: Dialect, variants: readonly LedMail[]): RawBuilder<number> {
  if (variants.length < 2) return sql<number>`1`;
  const wanted = variants.map(
    ({ variant, category }) =>
      sql`when lower(cast(${category} as text)) then cast(${sql.lit(variant)} as integer)`,
  );
  const interests =
    dialect === 'postgres'
      ? sql`jsonb_array_elements_text(s.interests::jsonb) as i(value)`
      : sql`json_each(s.interests) i`;
  return sql<number>`case when s.interests = '[]' then 1 else coalesce(
    (select min(case lower(i.value) ${sql.join(wanted, sql` `)} end) from ${interests}), 1) end`;
}
