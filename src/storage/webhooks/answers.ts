import type { KeptAnswer } from '../../webhooks/endpoint.ts';
import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';

/** Answers that are kept for editors to look at. */
const MOST_ANSWERS = 10;

/** What came of a page of events at one endpoint. Times are epoch ms. */
export interface PageOutcome {
  readonly taken: readonly number[];
  readonly failed: readonly FailedTry[];
  /** In the order of the tries. */
  readonly answers: readonly KeptAnswer[];
  /** Tries in a row without a yes, these among them. */
  readonly failures: number;
  /** Nothing is posted before; 0 for at once. */
  readonly notBefore: number;
}

export interface FailedTry {
  readonly eventId: number;
  /** When it is tried again. */
  readonly dueAt: number;
  readonly firstTriedAt: number;
  readonly tries: number;
}

/**
 * Writes down what came of a page, and whatever else follows from it, in one transaction.
 * @param alongside runs in the same transaction, where the endpoint is still ours
 * @returns false when it is not: what it took stays taken, and the rest is somebody else's
 */
export function settlePage(
  store: Store,
  { endpointId, owner }: { readonly endpointId: number; readonly owner: string },
  outcome: PageOutcome,
  alongside: (store: Store) => Promise<void> = async () => {},
): Promise<boolean> {
  return inTransaction(store, async trx => {
    const row = await trx.db
      .selectFrom('webhook_endpoints')
      .select('answers')
      .where('id', '=', endpointId)
      .where('owner', '=', owner)
      .$if(trx.dialect === 'postgres', query => query.forUpdate())
      .executeTakeFirst();
    if (outcome.taken.length > 0) {
      await trx.db
        .deleteFrom('webhook_deliveries')
        .where('endpoint_id', '=', endpointId)
        .where('event_id', 'in', outcome.taken)
        .execute();
    }
    if (!row) return false;
    for (const { eventId, dueAt, firstTriedAt, tries } of outcome.failed) {
      await trx.db
        .updateTable('webhook_deliveries')
        .set({ due_at: dueAt, first_tried_at: firstTriedAt, tries })
        .where('endpoint_id', '=', endpointId)
        .where('event_id', '=', eventId)
        .execute();
    }
    const before = JSON.parse(row.answers) as KeptAnswer[];
    const answers = [...outcome.answers.toReversed(), ...before].slice(0, MOST_ANSWERS);
    await trx.db
      .updateTable('webhook_endpoints')
      .set({
        answers: JSON.stringify(answers),
        failures: outcome.failures,
        not_before: outcome.notBefore,
      })
      .where('id', '=', endpointId)
      .execute();
    await alongside(trx);
    return true;
  });
}
