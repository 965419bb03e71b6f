import type { Store } from '../../src/storage/database.ts';

/** Whose mails were marked as under way at least once, with no clear answer written down. */
export async function triedButOpen(store: Store): Promise<string[]> {
  const rows = await store.db
    .selectFrom('deliveries as d')
    .innerJoin('batches as b', join =>
      join
        .onRef('b.issue_id', '=', 'd.issue_id')
        .onRef('b.first_seq', '<=', 'd.seq')
        .onRef('b.last_seq', '>=', 'd.seq'),
    )
    .select('d.email')
    .where('b.settled_at', 'is', null)
    .where('b.attempts', '>', 0)
    .execute();
  return rows.map(({ email }) => email);
}
