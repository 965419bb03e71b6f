import { sql } from 'kysely';
import type { Store } from '../database.ts';

/** What was settled from one instant to the next. */
export interface SettledSlice {
  /** Counted from the first instant asked for; below zero where a clock was wrong. */
  readonly index: number;
  /** Readers whose batch was settled then. */
  readonly members: number;
  /** Of them, those the mail API was asked about: all but who left before the first attempt. */
  readonly handed: number;
}

/** When the last batch of an issue was settled (epoch ms); null before the first. */
export async function lastSettledAt(store: Store, issueId: number): Promise<number | null> {
  const row = await store.db
    .selectFrom('batches')
    .select(eb => eb.fn.max('settled_at').as('last'))
    .where('issue_id', '=', issueId)
    .executeTakeFirst();
  return row?.last ?? null;
}

/** How an issue was handed over, slice by slice: reads batches, never the audience's own rows. */
export async function settledSlices(
  store: Store,
  issueId: number,
  { from, sliceMs }: { readonly from: number; readonly sliceMs: number },
): Promise<SettledSlice[]> {
  const index = sql<number>`(settled_at - ${sql.lit(from)}) / ${sql.lit(sliceMs)}`;
  const rows = await store.db
    .selectFrom('batches')
    .select([
      index.as('slice'),
      sql<number>`sum(last_seq - first_seq + 1)`.as('members'),
      sql<number>`sum(last_seq - first_seq + 1 - suppressed)`.as('handed'),
    ])
    .where('issue_id', '=', issueId)
    .where('settled_at', 'is not', null)
    .groupBy(index)
    .execute();
  return rows.map(({ slice, members, handed }) => ({
    index: Number(slice),
    members: Number(members),
    handed: Number(handed),
  }));
}
