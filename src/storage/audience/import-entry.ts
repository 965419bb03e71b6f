import type { Insertable } from 'kysely';
import type { Evidence } from '../../audience/consent.ts';
import type { ImportOrder } from '../../audience/import.ts';
import type { Decision, Known, Wish } from '../../audience/import-rules.ts';
import type { SuppressionReason } from '../../audience/suppression.ts';
import type { Store } from '../database.ts';
import type { SubscriberTable } from '../schema.ts';
import { announceImported } from '../webhooks/reader-events.ts';
import { type NewConsent, recordConsents } from './consents.ts';

/** One address of a chunk with all that decides about it. */
export interface ImportEntry {
  readonly wish: Wish;
  readonly hash: string;
  readonly known: Known | null;
  readonly suppression: SuppressionReason | null;
  readonly decision: Decision;
}

/**
 * Writes what was decided, a statement or two for a whole chunk.
 * @returns the ids of new subscribers that wait for a confirmation
 */
export async function writeEntries(
  store: Store,
  entries: readonly ImportEntry[],
  order: ImportOrder,
): Promise<number[]> {
  const ids = await insertSubscribers(store, entries, order);
  await moveSubscribers(store, entries, order);
  await fillProfiles(store, entries, order);
  await insertSuppressions(store, entries, order);
  await withdrawConfirmations(store, entries);
  const consents = entries.flatMap(entry => consentOf(entry, ids, order));
  await recordConsents(store, consents);
  await announceImported(store, consents);
  return entries.flatMap(({ wish, decision }) => {
    const id = ids.get(wish.dedupeKey);
    return id !== undefined && decision.insert === 'pending' && !decision.suppress ? [id] : [];
  });
}

async function insertSubscribers(
  store: Store,
  entries: readonly ImportEntry[],
  order: ImportOrder,
): Promise<ReadonlyMap<string, number>> {
  const rows = entries.flatMap(entry => newRow(entry, order));
  if (rows.length === 0) return new Map();
  const inserted = await store.db
    .insertInto('subscribers')
    .values(rows)
    .onConflict(conflict => conflict.column('dedupe_key').doNothing())
    .returning(['id', 'dedupe_key'])
    .execute();
  return new Map(inserted.map(row => [row.dedupe_key, row.id]));
}

function newRow(
  { wish, decision, suppression }: ImportEntry,
  { at, source }: ImportOrder,
): Insertable<SubscriberTable>[] {
  const state = decision.insert;
  if (state === null) return [];
  return [
    {
      email: wish.email,
      dedupe_key: wish.dedupeKey,
      name: wish.name,
      timezone: wish.timezone,
      interests: JSON.stringify(wish.interests),
      state,
      source,
      created_at: at,
      confirmed_at: state === 'confirmed' ? at : null,
      unsubscribed_at: state === 'unsubscribed' ? at : null,
      suppressed_at: decision.suppress || suppression !== null ? at : null,
    },
  ];
}

async function moveSubscribers(
  store: Store,
  entries: readonly ImportEntry[],
  { at }: ImportOrder,
): Promise<void> {
  for (const state of ['confirmed', 'unsubscribed'] as const) {
    const ids = entries.flatMap(({ known, decision }) =>
      known && decision.move === state ? [known.id] : [],
    );
    if (ids.length === 0) continue;
    await store.db
      .updateTable('subscribers')
      .set(
        state === 'confirmed'
          ? { state, confirmed_at: at, paused_until: null }
          : { state, unsubscribed_at: at },
      )
      .where('id', 'in', ids)
      .execute();
  }
}

/** An upsert, because one statement fills a thousand different rows on either database. */
async function fillProfiles(
  store: Store,
  entries: readonly ImportEntry[],
  { at, source }: ImportOrder,
): Promise<void> {
  const rows = entries.flatMap(({ wish, known, decision }) =>
    known && decision.fill
      ? [
          {
            email: wish.email,
            dedupe_key: wish.dedupeKey,
            name: decision.fill.name,
            timezone: decision.fill.timezone,
            interests: JSON.stringify(decision.fill.interests),
            state: known.state,
            source,
            created_at: at,
          },
        ]
      : [],
  );
  if (rows.length === 0) return;
  await store.db
    .insertInto('subscribers')
    .values(rows)
    .onConflict(conflict =>
      conflict.column('dedupe_key').doUpdateSet(eb => ({
        name: eb.ref('excluded.name'),
        timezone: eb.ref('excluded.timezone'),
        interests: eb.ref('excluded.interests'),
      })),
    )
    .execute();
}

async function insertSuppressions(
  store: Store,
  entries: readonly ImportEntry[],
  order: ImportOrder,
): Promise<void> {
  const suppressed = entries.filter(entry => entry.decision.suppress);
  if (suppressed.length === 0) return;
  await store.db
    .insertInto('suppressions')
    .values(
      suppressed.map(({ wish, hash }) => ({
        address_hash: hash,
        email: wish.email,
        reason: 'manual',
        detail: order.source,
        created_at: order.at,
      })),
    )
    // Only who was erased and signed up again is there already.
    .onConflict(conflict =>
      conflict.column('address_hash').doUpdateSet(eb => ({
        email: eb.ref('excluded.email'),
        reason: eb.ref('excluded.reason'),
        detail: eb.ref('excluded.detail'),
      })),
    )
    .execute();
  await store.db
    .updateTable('subscribers')
    .set(eb => ({ suppressed_at: eb.fn.coalesce('suppressed_at', eb.val(order.at)) }))
    .where(
      'dedupe_key',
      'in',
      suppressed.map(entry => entry.wish.dedupeKey),
    )
    .execute();
}

/** They wait for hours when many were asked at once, and whoever left since must not be asked. */
async function withdrawConfirmations(store: Store, entries: readonly ImportEntry[]): Promise<void> {
  const gone = entries.filter(({ decision }) => decision.suppress || decision.move === 'unsubscribed');
  if (gone.length === 0) return;
  await store.db
    .deleteFrom('single_mails')
    .where('kind', '=', 'confirm')
    // What was handed over, or may have been, keeps its bytes until it is settled.
    .where('state', '=', 'pending')
    .where(
      'to_email',
      'in',
      store.db
        .selectFrom('subscribers')
        .select('email')
        .where(
          'dedupe_key',
          'in',
          gone.map(entry => entry.wish.dedupeKey),
        ),
    )
    .execute();
}

function consentOf(
  { wish, known, decision }: ImportEntry,
  ids: ReadonlyMap<string, number>,
  order: ImportOrder,
) {
  const subscriberId = known?.id ?? ids.get(wish.dedupeKey);
  const state = decision.insert ?? decision.move;
  if (subscriberId === undefined || state === null) return [];
  const consent: NewConsent = {
    subscriberId,
    event: state === 'unsubscribed' ? 'unsubscribed' : 'imported',
    at: order.at,
    wording: state === 'confirmed' ? (order.consent ?? '') : '',
    source: order.source,
    evidence: { method: 'import', status: state, ...fromElsewhere(wish, order) },
  };
  return [consent];
}

/** What another service’s export told of the consent, and whose it was. */
function fromElsewhere({ past }: Wish, { from }: ImportOrder): Evidence {
  const day = (key: 'askedAt' | 'confirmedAt' | 'leftAt') => {
    const at = past?.[key];
    return at === undefined ? {} : { [key]: new Date(at).toISOString() };
  };
  return {
    ...(from !== 'csv' && { from }),
    ...day('askedAt'),
    ...day('confirmedAt'),
    ...day('leftAt'),
    ...(past?.signedUpAt !== undefined && { signedUpAt: past.signedUpAt }),
    ...(past?.ip !== undefined && { ip: past.ip }),
  };
}
