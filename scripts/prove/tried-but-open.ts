import type { Store } from '../../src/storage/database.ts';
import { deliveriesWithBatches } from './deliveries-with-batches.ts';

/** Whose mails were marked as under way at least once, with no clear answer written down. */
export async function triedButOpen(store: Store): Promise<string[]> {
  const { id } = await store.db.selectFrom('issues').select('id').executeTakeFirstOrThrow();
  const rows = await deliveriesWithBatches(store, id)
    .select('d.email')
    .where('b.settled_at', 'is', null)
    .where('b.attempts', '>', 0)
    .execute();
  return rows.map(({ email }) => email);
}
