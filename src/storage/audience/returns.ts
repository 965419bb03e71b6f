import type { Store } from '../database.ts';
import { holdAudience, inTransaction } from '../transaction.ts';
import { announceReaders } from '../webhooks/reader-events.ts';
import { consentsOf, recordConsents } from './consents.ts';
import type { ConsentWords } from './subscribers.ts';

/**
 * Puts back a confirmed reader whose last word was to leave on the page, since that instant: all else of theirs stays as
 * it was, a suppression too.
 * @returns whether they are back
 */
export function takeBack(
  store: Store,
  id: number,
  options: { readonly at: number; readonly since: number; readonly consent: ConsentWords },
): Promise<boolean> {
  const { at, since, consent } = options;
  return inTransaction(store, async trx => {
    await holdAudience(trx, 'shared');
    const left = (await consentsOf(trx, id)).at(-1);
    if (left?.event !== 'unsubscribed' || left.evidence.method !== 'page') return false;
    if (left.at <= since || left.at > at) return false;
    const back = await trx.db
      .updateTable('subscribers')
      .set({ state: 'confirmed', unsubscribed_at: null })
      .where('id', '=', id)
      .where('state', '=', 'unsubscribed')
      .where('confirmed_at', 'is not', null)
      // That very leaving, and no later one.
      .where('unsubscribed_at', '=', left.at)
      .executeTakeFirst();
    if (back.numUpdatedRows === 0n) return false;
    await recordConsents(trx, [{ ...consent, subscriberId: id, event: 'confirmed', at }]);
    await announceReaders(trx, 'subscriber.confirmed', [id], at);
    return true;
  });
}
