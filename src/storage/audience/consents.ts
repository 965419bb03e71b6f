import { parseAddress } from '../../audience/address.ts';
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

/** When whoever has this address last confirmed it by a mail that arrived (epoch ms); 0 for never. An import is no proof. */
export async function lastConfirmedAt(store: Store, email: string): Promise<number> {
  const parsed = parseAddress(email);
  if (parsed.kind === 'bad') return 0;
  const row = await store.db
    .selectFrom('consents')
    .innerJoin('subscribers', 'subscribers.id', 'consents.subscriber_id')
    .select(eb => eb.fn.max('consents.at').as('at'))
    .where('subscribers.dedupe_key', '=', parsed.dedupeKey)
    .where('consents.event', '=', 'confirmed')
    .executeTakeFirst();
  return Number(row?.at ?? 0);
}
