import type { Store } from '../database.ts';

/** What became of an event: `unmatched` after three days without a mail of ours that it fits. */
export type EventResult = 'applied' | 'ignored' | 'foreign' | 'unmatched';

/** Events of one kind that ended alike. */
export interface EventCount {
  /** As the mail API names it, such as `email.failed`. */
  readonly type: string;
  readonly result: EventResult;
  readonly events: number;
}

/** Counts events that are finished now, within the transaction that finishes them. */
export async function countEvents(
  store: Store,
  types: readonly string[],
  result: EventResult,
): Promise<void> {
  const rows = [...Map.groupBy(types, type => type)].map(([type, same]) => ({
    type,
    result,
    events: same.length,
  }));
  if (rows.length === 0) return;
  await store.db
    .insertInto('event_counts')
    .values(rows)
    .onConflict(conflict =>
      conflict.columns(['type', 'result']).doUpdateSet(eb => ({
        events: eb('event_counts.events', '+', eb.ref('excluded.events')),
      })),
    )
    .execute();
}

/** All that were ever taken in, by kind and by what came of them. */
export async function readEventCounts(store: Store): Promise<EventCount[]> {
  const rows = await store.db
    .selectFrom('event_counts')
    .selectAll()
    .orderBy('type')
    .orderBy('result')
    .execute();
  return rows.map(row => ({ ...row, result: row.result as EventResult }));
}
