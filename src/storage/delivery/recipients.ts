import { type RawBuilder, sql } from 'kysely';
import type { Store } from '../database.ts';
import { variantNow } from './subject-trials.ts';

/** One delivery as the editors see it. Times are epoch milliseconds. */
export interface RecipientRow {
  readonly seq: number;
  readonly subscriberId: number;
  /** '' once erased. */
  readonly email: string;
  readonly name: string;
  /** Null while the subject that it waits for is not decided. */
  readonly variant: number | null;
  /** 0 shares its batch's fate, 1 was dropped at the seal, 2 was rejected. */
  readonly status: number;
  /** Of this delivery alone. */
  readonly reason: string;
  /** Null while the batches do not exist. */
  readonly batch: RecipientBatch | null;
  /** A rank of src/feedback/outcome.ts; null before the first event. */
  readonly outcome: number | null;
  readonly outcomeAt: number | null;
}

export interface RecipientBatch {
  readonly n: number;
  readonly state: string;
  readonly provider: string;
  readonly reason: string;
  readonly sealedAt: number | null;
  readonly settledAt: number | null;
}

/** Deliveries in the order of seq. @param among a condition on `d`, the delivery */
export async function recipientRows(
  store: Store,
  issueId: number,
  among: RawBuilder<boolean>,
  limit: number,
): Promise<RecipientRow[]> {
  const rows = await store.db
    .selectFrom('deliveries as d')
    // The last batch that begins at or before it: batches have no gaps between them.
    .leftJoin('batches as b', join =>
      join
        .onRef('b.issue_id', '=', 'd.issue_id')
        .on(
          sql<boolean>`b.first_seq = (select max(x.first_seq) from batches x where x.issue_id = d.issue_id and x.first_seq <= d.seq)`,
        ),
    )
    .leftJoin('outcomes as o', join =>
      join.onRef('o.issue_id', '=', 'd.issue_id').onRef('o.seq', '=', 'd.seq'),
    )
    .select(['d.seq', 'd.subscriber_id', 'd.email', 'd.name', 'd.status', 'd.reason'])
    .select(variantNow().as('variant'))
    .select(['b.n', 'b.state', 'b.provider', 'b.reason as batch_reason', 'b.sealed_at', 'b.settled_at'])
    .select(['o.outcome', 'o.at as outcome_at'])
    .where('d.issue_id', '=', issueId)
    .where(among)
    .orderBy('d.seq')
    .limit(limit)
    .execute();
  return rows.map(row => ({
    seq: row.seq,
    subscriberId: row.subscriber_id,
    email: row.email,
    name: row.name,
    variant: row.variant,
    status: row.status,
    reason: row.reason,
    batch:
      row.n === null
        ? null
        : {
            n: row.n,
            state: row.state ?? '',
            provider: row.provider ?? '',
            reason: row.batch_reason ?? '',
            sealedAt: row.sealed_at,
            settledAt: row.settled_at,
          },
    outcome: row.outcome,
    outcomeAt: row.outcome_at,
  }));
}

/** Batches in which deliveries of a state may be, as ranges of seq after `after`, in order. */
export async function rangesOf(
  store: Store,
  issueId: number,
  kind: 'submitted' | 'suppressed' | 'rejected' | 'uncertain' | 'pending',
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<{ readonly firstSeq: number; readonly lastSeq: number }[]> {
  const rows = await store.db
    .selectFrom('batches')
    .select(['first_seq', 'last_seq'])
    .where('issue_id', '=', issueId)
    .where('last_seq', '>', after)
    .where(HOLDS[kind])
    .orderBy('first_seq')
    .limit(limit)
    .execute();
  return rows.map(row => ({ firstSeq: row.first_seq, lastSeq: row.last_seq }));
}

const members = sql.raw('last_seq - first_seq + 1');
const HOLDS = {
  submitted: sql<boolean>`state = 'submitted' and suppressed + rejected < ${members}`,
  uncertain: sql<boolean>`state = 'uncertain' and suppressed + rejected < ${members}`,
  pending: sql<boolean>`state in ('pending', 'submitting') and suppressed + rejected < ${members}`,
  suppressed: sql<boolean>`suppressed > 0`,
  rejected: sql<boolean>`(rejected > 0 or state = 'rejected')`,
};

/** Seqs of deliveries with one of these outcomes, after `after`, in order. */
export async function seqsByOutcome(
  store: Store,
  issueId: number,
  ranks: readonly number[],
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<number[]> {
  const found: number[] = [];
  for (const rank of ranks) {
    const rows = await store.db
      .selectFrom('outcomes')
      .select('seq')
      .where('issue_id', '=', issueId)
      .where('outcome', '=', rank)
      // Spelt out where there is a partial index for it: only so does SQLite see that it fits.
      .$if(AMISS.has(rank), query => query.where(sql<boolean>`outcome in (30, 40, 60, 70, 80)`))
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .execute();
    found.push(...rows.map(row => row.seq));
  }
  return found.toSorted((a, b) => a - b).slice(0, limit);
}

const AMISS = new Set([30, 40, 60, 70, 80]);

/** The delivery to whoever has this address now, by index. @param dedupeKey see parseAddress */
export async function seqOfAddress(store: Store, issueId: number, dedupeKey: string): Promise<number | null> {
  const row = await store.db
    .selectFrom('subscribers as s')
    .innerJoin('deliveries as d', 'd.subscriber_id', 's.id')
    .select('d.seq')
    .where('s.dedupe_key', '=', dedupeKey)
    .where('d.issue_id', '=', issueId)
    .executeTakeFirst();
  return row?.seq ?? null;
}

/** Seqs in a range whose address, or reason, holds these words, whatever their case. */
export async function seqsHolding(
  store: Store,
  issueId: number,
  words: string,
  range: { readonly after: number; readonly through: number; readonly limit: number },
): Promise<number[]> {
  const pattern = `%${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await store.db
    .selectFrom('deliveries')
    .select('seq')
    .where('issue_id', '=', issueId)
    .where('seq', '>', range.after)
    .where('seq', '<=', range.through)
    .where(
      sql<boolean>`(lower(email) like ${pattern} escape '\\' or (reason <> '' and lower(reason) like ${pattern} escape '\\'))`,
    )
    .orderBy('seq')
    .limit(range.limit)
    .execute();
  return rows.map(row => row.seq);
}
