import { sql } from 'kysely';
import type { EventSource } from '../../feedback/event-source.ts';
import type { Store } from '../database.ts';
import { type RecipientRow, recipientRows } from './recipients.ts';

/** Batches read at a time: some thousand deliveries. */
const BATCHES = 20;

/** One delivery with the mail API's id for it; '' where it has none or none is known. */
export interface RecipientLine extends RecipientRow {
  readonly providerId: string;
}

/**
 * Every delivery of an issue in the order of seq, in pages. No transaction is held and nothing but a page is in memory, so
 * that a file of a million lines keeps nobody waiting.
 */
export async function* recipientLines(
  store: Store,
  issueId: number,
): AsyncGenerator<readonly RecipientLine[]> {
  for (let after = 0; ; ) {
    const batches = await store.db
      .selectFrom('batches')
      .select(['n', 'first_seq', 'last_seq', 'provider_ids'])
      .where('issue_id', '=', issueId)
      .where('first_seq', '>', after)
      .orderBy('first_seq')
      .limit(BATCHES)
      .execute();
    const last = batches.at(-1);
    const range = { after, through: last?.last_seq ?? Number.MAX_SAFE_INTEGER };
    const limit = last ? range.through - after : 1_000;
    const rows = await recipientRows(
      store,
      issueId,
      sql<boolean>`d.seq > ${range.after} and d.seq <= ${range.through}`,
      limit,
    );
    const ids = new Map<number, string>();
    for (const batch of batches) {
      const members = rows.filter(row => row.batch?.n === batch.n);
      for (const [seq, id] of await idsOf(store, issueId, batch.provider_ids, members)) ids.set(seq, id);
    }
    if (rows.length > 0) yield rows.map(row => ({ ...row, providerId: ids.get(row.seq) ?? '' }));
    after = last?.last_seq ?? rows.at(-1)?.seq ?? after;
    if (!last && rows.length < limit) return;
  }
}

/** The mail API's ids of one batch's members, by seq. @param members all of the batch, in order */
async function idsOf(
  store: Store,
  issueId: number,
  providerIds: string,
  members: readonly RecipientRow[],
): Promise<ReadonlyMap<number, string>> {
  const taken = members.filter(row => row.status === 0 && row.batch?.state === 'submitted');
  if (taken.length === 0) return new Map();
  const ids = JSON.parse(providerIds) as string[];
  // In the order of those who were taken; settled without an answer, only some of them are known.
  if (ids.length === taken.length) return new Map(taken.map((row, index) => [row.seq, ids[index] ?? '']));
  const rows = await store.db
    .selectFrom('mail_events')
    .select(eb => ['seq', eb.fn.min('provider_id').as('id')])
    .where('issue_id', '=', issueId)
    .where('seq', '>=', taken[0]?.seq ?? 0)
    .where('seq', '<=', taken.at(-1)?.seq ?? 0)
    .where('provider_id', '<>', '')
    .groupBy('seq')
    .execute();
  return new Map(rows.flatMap(({ seq, id }) => (seq === null ? [] : [[seq, id]])));
}

/** One delivery with its id; null for a seq the issue does not have. */
export async function recipientLine(
  store: Store,
  issueId: number,
  seq: number,
): Promise<RecipientLine | null> {
  const [row] = await recipientRows(store, issueId, sql<boolean>`d.seq = ${seq}`, 1);
  if (!row) return null;
  if (row.batch === null) return { ...row, providerId: '' };
  const batch = await store.db
    .selectFrom('batches')
    .select(['first_seq', 'last_seq', 'provider_ids'])
    .where('issue_id', '=', issueId)
    .where('n', '=', row.batch.n)
    .executeTakeFirstOrThrow();
  const among = sql<boolean>`d.seq between ${batch.first_seq} and ${batch.last_seq}`;
  const members = await recipientRows(store, issueId, among, batch.last_seq - batch.first_seq + 1);
  const ids = await idsOf(store, issueId, batch.provider_ids, members);
  return { ...row, providerId: ids.get(seq) ?? '' };
}

/** What the mail API said of one delivery, in the order it happened. */
export interface DeliveryEvent {
  readonly source: EventSource;
  /** Epoch ms. */
  readonly at: number;
  readonly type: string;
  /** JSON without personal data but for the network address and program of a visit; '{}' once erased. */
  readonly body: string;
}

/** More events of one mail than this are not read: a scanner may make any number. */
const MOST_EVENTS = 500;

export async function eventsOf(store: Store, issueId: number, seq: number): Promise<DeliveryEvent[]> {
  return store.db
    .selectFrom('mail_events')
    .select(['source', 'at', 'type', 'body'])
    .where('issue_id', '=', issueId)
    .where('seq', '=', seq)
    .orderBy('at')
    .orderBy('event_id')
    .limit(MOST_EVENTS)
    .execute();
}

/** The correction's mail to one reader of an issue, whatever became of it. */
export async function correctionMail(
  store: Store,
  dedupe: string,
): Promise<{ readonly at: number; readonly state: string; readonly settledAt: number | null } | null> {
  const row = await store.db
    .selectFrom('single_mails')
    .select(['created_at', 'state', 'settled_at'])
    .where('dedupe', '=', dedupe)
    .executeTakeFirst();
  return row ? { at: row.created_at, state: row.state, settledAt: row.settled_at } : null;
}
