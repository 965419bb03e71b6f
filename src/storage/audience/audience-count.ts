import { setImmediate } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Store } from '../database.ts';
import type { Schema } from '../schema.ts';

/** Ids, or seqs, looked through at a time. */
export const SLICE_IDS = 50_000;

/**
 * Who belongs in an audience frozen at `instant`: by times rather than states, so that a chunk written after the
 * instant does not take in who came later. Who leaves while the chunks are written is left out or, once written,
 * dropped at the seal.
 */
export function belongs(instant: number) {
  return sql<boolean>`(s.state = 'confirmed' and s.confirmed_at <= ${instant} and s.suppressed_at is null
    and (s.paused_until is null or s.paused_until <= ${instant}))`;
}

/**
 * Who belongs in the audience and has no row, counted a slice of ids at a time and outside any write transaction: at a
 * million readers it takes seconds, for which no other writer may wait and no web page of this process either.
 */
export async function countMissing(
  store: Store,
  issueId: number,
  frozenAt: number,
  cutoff: number,
): Promise<number> {
  let total = 0;
  for (let from = 0; from < cutoff; from += SLICE_IDS) {
    const { missing } = await store.db
      .selectFrom('subscribers as s')
      .select(eb => eb.fn.countAll<number>().as('missing'))
      .where('s.id', '>', from)
      .where('s.id', '<=', Math.min(cutoff, from + SLICE_IDS))
      .where(belongs(frozenAt))
      .where(
        sql<boolean>`not exists (select 1 from deliveries d where d.issue_id = ${issueId} and d.subscriber_id = s.id)`,
      )
      .executeTakeFirstOrThrow();
    total += Number(missing);
    await setImmediate();
  }
  return total;
}

export async function countWritten(store: Store, issueId: number): Promise<number> {
  const last = await lastSeq(store.db, issueId);
  let total = 0;
  for (let from = 0; from < last; from += SLICE_IDS) {
    const { count } = await store.db
      .selectFrom('deliveries')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('issue_id', '=', issueId)
      .where('seq', '>', from)
      .where('seq', '<=', from + SLICE_IDS)
      .executeTakeFirstOrThrow();
    total += Number(count);
    await setImmediate();
  }
  return total;
}

/** The highest seq written. One aggregate a query: two at once are a scan of all rows, on either database. */
export async function lastSeq(db: Kysely<Schema>, issueId: number): Promise<number> {
  const { last } = await db
    .selectFrom('deliveries')
    .select(eb => eb.fn.coalesce(eb.fn.max('seq'), eb.val(0)).as('last'))
    .where('issue_id', '=', issueId)
    .executeTakeFirstOrThrow();
  return Number(last);
}

/** The highest subscriber id written. */
export async function lastReader(db: Kysely<Schema>, issueId: number): Promise<number> {
  const { last } = await db
    .selectFrom('deliveries')
    .select(eb => eb.fn.coalesce(eb.fn.max('subscriber_id'), eb.val(0)).as('last'))
    .where('issue_id', '=', issueId)
    .executeTakeFirstOrThrow();
  return Number(last);
}
