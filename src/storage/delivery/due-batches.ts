import { sql } from 'kysely';
import type { Store } from '../database.ts';

/** Written out, not bound: with bound values neither database knows that its index of open batches will do. */
export const OPEN = sql<boolean>`batches.state in ('pending', 'submitting')`;

/** As BatchStore.nextDue. */
export async function nextDue(store: Store, issueId: number, now?: number): Promise<number | null> {
  if (now !== undefined && (await isAnyDue(store, issueId, now))) return now;
  const row = await store.db
    .selectFrom('batches')
    .select(
      sql<number | null>`min(case when due_at > not_before and due_at > lease_until then due_at
        when lease_until > not_before then lease_until else not_before end)`.as('at'),
    )
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

/** Ends at the first one it finds: the least of ten thousand batches need not be looked for before every post. */
async function isAnyDue(store: Store, issueId: number, now: number): Promise<boolean> {
  const row = await store.db
    .selectFrom('batches')
    .select('n')
    .where('issue_id', '=', issueId)
    .where(OPEN)
    .where('due_at', '<=', now)
    .where('not_before', '<=', now)
    .where('lease_until', '<=', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
