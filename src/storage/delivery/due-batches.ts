import { type RawBuilder, sql } from 'kysely';
import { CLOCKS_DIFFER_MS, LONGEST_WAIT_MS } from '../../delivery/ahead.ts';
import type { Store } from '../database.ts';

/** Written out, not bound: with bound values neither database knows that its index of open batches will do. */
export const OPEN = sql<boolean>`batches.state in ('pending', 'submitting')`;

/** Whether lease and wait of a batch were written under a clock that was ahead: then both are over. */
export function isFromAhead(now: number | RawBuilder<number>): RawBuilder<boolean> {
  return sql<boolean>`(batches.touched_at - ${sql.lit(CLOCKS_DIFFER_MS)} > ${now}
    or batches.not_before - ${sql.lit(LONGEST_WAIT_MS)} > ${now}
    or batches.lease_until - ${sql.lit(LONGEST_WAIT_MS)} > ${now})`;
}

/** Whether nobody holds a batch and nothing has told it to wait. */
export function isFree(now: number | RawBuilder<number>): RawBuilder<boolean> {
  return sql<boolean>`((batches.not_before <= ${now} and batches.lease_until <= ${now}) or ${isFromAhead(now)})`;
}

/** When a batch may be tried, its own hour included. */
export function dueTime(now: number): RawBuilder<number> {
  return sql<number>`case when ${isFromAhead(now)} then batches.due_at
    when batches.due_at > batches.not_before and batches.due_at > batches.lease_until then batches.due_at
    when batches.lease_until > batches.not_before then batches.lease_until else batches.not_before end`;
}

/** As BatchStore.nextDue. */
export async function nextDue(store: Store, issueId: number, now?: number): Promise<number | null> {
  if (now !== undefined && (await isAnyDue(store, issueId, now))) return now;
  const row = await store.db
    .selectFrom('batches')
    // Who does not say when it is asks only whether any is open.
    .select(sql<number | null>`min(${dueTime(now ?? Number.MAX_SAFE_INTEGER)})`.as('at'))
    .where('issue_id', '=', issueId)
    .where(OPEN)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** As BatchStore.hasOpenFor. */
export async function hasOpenFor(
  store: Store,
  issueId: number,
  providers: readonly string[],
): Promise<boolean> {
  const row = await store.db
    .selectFrom('batches')
    .select('n')
    .where('issue_id', '=', issueId)
    .where(OPEN)
    .where(eb => eb.or([eb('provider', 'in', ['', ...providers]), eb('unclear_since', 'is', null)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function isAnyDue(store: Store, issueId: number, now: number): Promise<boolean> {
  return (await countDue(store, issueId, { now, most: 1 })) > 0;
}

/** As BatchStore.countDue. Ends at the last one wanted: ten thousand need not be looked for before every post. */
export async function countDue(
  store: Store,
  issueId: number,
  { now, most }: { readonly now: number; readonly most: number },
): Promise<number> {
  const rows = await store.db
    .selectFrom('batches')
    .select('n')
    .where('issue_id', '=', issueId)
    .where(OPEN)
    .where('due_at', '<=', now)
    .where(isFree(now))
    .limit(most)
    .execute();
  return rows.length;
}
