import type { Store } from '../database.ts';
import { forgetEvents } from '../feedback/mail-events.ts';
import { oweSweep } from '../file-sweep.ts';
import { holdAudience, inTransaction } from '../transaction.ts';

/** One transaction takes no longer than a moment. */
const GROUP = 200;

/**
 * Deletes who asked and did not confirm, with their consents and the confirmation mails they were sent. Counts from the
 * last confirmation mail, also for those an import brought in.
 * @param before epoch ms
 * @returns how many are gone; call again while it is not 0
 */
export function deleteUnconfirmed(store: Store, before: number): Promise<number> {
  return inTransaction(store, async trx => {
    // Nobody confirms or is imported in between.
    await holdAudience(trx, 'exclusive');
    const gone = await trx.db
      .deleteFrom('subscribers')
      .where('id', 'in', unconfirmed(trx, before))
      .where('state', '=', 'pending')
      .returning(['id', 'email'])
      .execute();
    if (gone.length === 0) return 0;
    await oweSweep(trx);
    const ids = gone.map(row => row.id);
    await trx.db.deleteFrom('consents').where('subscriber_id', 'in', ids).execute();
    await deleteMails(
      trx,
      gone.map(row => row.email),
    );
    return gone.length;
  });
}

function unconfirmed(store: Store, before: number) {
  return store.db
    .selectFrom('subscribers as s')
    .select('s.id')
    .where('s.state', '=', 'pending')
    .where('s.created_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('signup_addresses as a')
            .select('a.subscriber_id')
            .whereRef('a.subscriber_id', '=', 's.id')
            .where('a.mailed_at', '>=', before),
        ),
      ),
    )
    .orderBy('s.created_at')
    .limit(GROUP);
}

/** One that still waits for the mail API keeps its bytes until it is settled. */
async function deleteMails(store: Store, emails: readonly string[]): Promise<void> {
  const mails = await store.db
    .deleteFrom('single_mails')
    .where('to_email', 'in', emails)
    .where('kind', '=', 'confirm')
    .where('state', 'not in', ['pending', 'submitting'])
    .returning('id')
    .execute();
  await forgetEvents(store, { subscriberId: null, mailIds: mails.map(mail => mail.id) });
}
