import { sql } from 'kysely';
import type { Store } from '../database.ts';

/** One pairing of a frozen issue in a few words. */
export interface FrozenLine {
  readonly issueId: number;
  readonly slug: string;
  readonly category: string;
  readonly slugA: string;
  readonly slugB: string;
  readonly a: string;
  readonly b: string;
  readonly verdict: string;
}

/** The pairings of frozen issues in reading order, taken out of the content by the database: quotes stay where they are. */
export async function frozenLines(store: Store, issueIds: readonly number[]): Promise<FrozenLine[]> {
  if (issueIds.length === 0) return [];
  const ids = sql.join([...new Set(issueIds)]);
  const query =
    store.dialect === 'sqlite'
      ? sql<FrozenLine>`
          select f.issue_id as "issueId", p.value ->> '$.slug' as "slug", p.value ->> '$.category' as "category",
            p.value ->> '$.a.slug' as "slugA", p.value ->> '$.b.slug' as "slugB",
            p.value ->> '$.a.name' as "a", p.value ->> '$.b.name' as "b", p.value ->> '$.verdict' as "verdict"
          from frozen_mails f, json_each(f.content, '$.pairings') p
          where f.variant = 1 and f.issue_id in (${ids}) order by f.issue_id, p.key`
      : sql<FrozenLine>`
          select f.issue_id as "issueId", p.value ->> 'slug' as "slug", p.value ->> 'category' as "category",
            p.value #>> '{a,slug}' as "slugA", p.value #>> '{b,slug}' as "slugB",
            p.value #>> '{a,name}' as "a", p.value #>> '{b,name}' as "b", p.value ->> 'verdict' as "verdict"
          from frozen_mails f, jsonb_array_elements(f.content::jsonb -> 'pairings') with ordinality as p(value, key)
          where f.variant = 1 and f.issue_id in (${ids}) order by f.issue_id, p.key`;
  const { rows } = await query.execute(store.db);
  return rows.map(row => ({ ...row, issueId: Number(row.issueId) }));
}
