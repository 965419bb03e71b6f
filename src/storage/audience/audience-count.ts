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
 * million readers it takes a second, for which no other writer may wait and no web page of this process either.
 */
export async function countMissing(
  store: Store,
  issueId: number,
  frozenAt: number,
  cutoff: number,
): Promise<number> {
  let total = 0;
  for (let from = 0; from < cutoff; from += SLICE_IDS) {
    const to = Math.min(cutoff, from + SLICE_IDS);
    const { rows } = await sql<{ missing: number }>`
      select count(*) as missing from (
        select s.id from subscribers s where s.id > ${from} and s.id <= ${to} and ${belongs(frozenAt)}
        except
        select d.subscriber_id from deliveries d
          where d.issue_id = ${issueId} and d.subscriber_id > ${from} and d.subscriber_id <= ${to}
        ${sideBySide(store)}) m`.execute(store.db);
    total += Number(rows[0]?.missing);
    await setImmediate();
  }
  return total;
}

/**
 * Has SQLite go through both sides of a compound in their order, as each comes out of its index; it would otherwise put one
 * into a table and look each of the other up in it. Postgres chooses well by itself.
 */
function sideBySide({ dialect }: Store) {
  return dialect === 'sqlite' ? sql`order by 1 limit -1` : sql``;
}

/**
 * The rows of an audience, a slice of readers at a time: out of the index, which is a sixth of the rows.
 * @param cutoff the highest id that can be among them
 */
export async function countWritten(store: Store, issueId: number, cutoff: number): Promise<number> {
  let total = 0;
  for (let from = 0; from < cutoff; from += SLICE_IDS) {
    const { count } = await store.db
      .selectFrom('deliveries')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('issue_id', '=', issueId)
      .where('subscriber_id', '>', from)
      .where('subscriber_id', '<=', from + SLICE_IDS)
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
