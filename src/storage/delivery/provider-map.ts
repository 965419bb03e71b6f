import { sql } from 'kysely';
import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';

/** Batches whose ids are written in one transaction: a fraction of a second. */
const BATCHES_AT_ONCE = 100;

// Spelt out, not bound: only so does SQLite see that the partial index fits.
const UNMAPPED = sql<boolean>`batches.state = 'submitted' and batches.mapped = 0`;

/**
 * Whether the mail API has answered with ids that the map lacks. They stand in their batch as they came; an index over
 * all of them would cost the sender as much as everything else it writes, and only an event without our tag asks for it.
 */
export async function hasUnmappedIds(store: Store): Promise<boolean> {
  const row = await store.db.selectFrom('batches').select('n').where(UNMAPPED).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Puts the ids of the next settled batches into the map. Safe to kill, to repeat, and for several processes at once. */
export function mapNextIds(store: Store): Promise<void> {
  return inTransaction(store, async trx => {
    const batches = await trx.db
      .selectFrom('batches')
      .select(['issue_id', 'n', 'first_seq', 'last_seq', 'provider_ids'])
      .where(UNMAPPED)
      .orderBy('issue_id')
      .orderBy('n')
      .limit(BATCHES_AT_ONCE)
      .execute();
    for (const batch of batches) {
      await insertIds(trx, batch);
      await trx.db
        .updateTable('batches')
        .set({ mapped: 1 })
        .where('issue_id', '=', batch.issue_id)
        .where('n', '=', batch.n)
        .execute();
    }
  });
}

/** The ids are in the order of the members that were taken: those with neither a suppression nor a refusal of their own. */
async function insertIds(
  { db: trx, dialect }: Store,
  batch: { issue_id: number; first_seq: number; last_seq: number; provider_ids: string },
): Promise<void> {
  const ids =
    dialect === 'postgres'
      ? sql`select value #>> '{}' as id, ordinality as place from jsonb_array_elements(${batch.provider_ids}::jsonb) with ordinality`
      : sql`select value as id, key + 1 as place from json_each(${batch.provider_ids})`;
  await sql`
    insert into provider_map (provider_id, issue_id, seq)
    select ids.id, taken.issue_id, taken.seq
    from (select issue_id, seq, row_number() over (order by seq) as place from deliveries
      where issue_id = ${batch.issue_id} and seq between ${batch.first_seq} and ${batch.last_seq} and status = 0) as taken
    join (${ids}) as ids on ids.place = taken.place
    where true
    on conflict (provider_id) do nothing`.execute(trx);
}
