import { sql } from 'kysely';
import type { Suppression, SuppressionReason } from '../../audience/suppression.ts';
import type { Store } from '../database.ts';

export interface SuppressionLine extends Suppression {
  /** Keyed hash of the address: the place in the list. */
  readonly hash: string;
}

export interface SuppressionSearch {
  /** Part of the address; '' for all. */
  readonly text: string;
  /** Erased addresses are hashes and never listed. */
  readonly reason: Exclude<SuppressionReason, 'erased'> | null;
  /** The last line of the page before; null for the newest. */
  readonly after: { readonly createdAt: number; readonly hash: string } | null;
  readonly limit: number;
}

/** Who is never mailed, newest first. */
export async function listSuppressions(store: Store, search: SuppressionSearch): Promise<SuppressionLine[]> {
  const { text, reason, after, limit } = search;
  const like = sql.raw(store.dialect === 'postgres' ? 'ilike' : 'like');
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await store.db
    .selectFrom('suppressions')
    .selectAll()
    .where('reason', '<>', 'erased')
    .$if(text !== '', query => query.where(sql<boolean>`email ${like} ${pattern} escape '\\'`))
    .$if(reason !== null, query => query.where('reason', '=', reason))
    .$if(after !== null, query =>
      query.where(eb =>
        eb.or([
          eb('created_at', '<', after?.createdAt ?? 0),
          eb.and([eb('created_at', '=', after?.createdAt ?? 0), eb('address_hash', '>', after?.hash ?? '')]),
        ]),
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('address_hash')
    .limit(limit)
    .execute();
  return rows.map(({ address_hash, created_at, reason: why, ...row }) => ({
    ...row,
    hash: address_hash,
    reason: why as SuppressionReason,
    createdAt: created_at,
  }));
}

export async function countSuppressions(store: Store): Promise<Readonly<Record<SuppressionReason, number>>> {
  const rows = await store.db
    .selectFrom('suppressions')
    .select(eb => ['reason', eb.fn.countAll<number>().as('count')])
    .groupBy('reason')
    .execute();
  const counted = Object.fromEntries(rows.map(row => [row.reason, Number(row.count)]));
  return {
    hard_bounce: counted.hard_bounce ?? 0,
    complaint: counted.complaint ?? 0,
    manual: counted.manual ?? 0,
    erased: counted.erased ?? 0,
  };
}

/** One line by its hash; null when it is not on the list. */
export async function findSuppression(store: Store, hash: string): Promise<SuppressionLine | null> {
  const row = await store.db
    .selectFrom('suppressions')
    .selectAll()
    .where('address_hash', '=', hash)
    .executeTakeFirst();
  if (!row) return null;
  const { address_hash, created_at, reason, ...rest } = row;
  return { ...rest, hash: address_hash, reason: reason as SuppressionReason, createdAt: created_at };
}
