import type { Consent, ConsentEvent, Evidence } from '../../audience/consent.ts';
import type { Store } from '../database.ts';

export interface NewConsent extends Consent {
  readonly subscriberId: number;
}

/** Appends to the record; nothing here changes what is in it. */
export async function recordConsents(store: Store, consents: readonly NewConsent[]): Promise<void> {
  if (consents.length === 0) return;
  await store.db
    .insertInto('consents')
    .values(
      consents.map(({ subscriberId, evidence, ...consent }) => ({
        ...consent,
        subscriber_id: subscriberId,
        evidence: JSON.stringify(evidence),
      })),
    )
    .execute();
}

/** Everything recorded of one subscriber, oldest first. */
export async function consentsOf(store: Store, subscriberId: number): Promise<Consent[]> {
  const rows = await store.db
    .selectFrom('consents')
    .select(['event', 'at', 'wording', 'source', 'evidence'])
    .where('subscriber_id', '=', subscriberId)
    .orderBy('id')
    .execute();
  return rows.map(row => ({
    ...row,
    event: row.event as ConsentEvent,
    evidence: JSON.parse(row.evidence) as Evidence,
  }));
}
