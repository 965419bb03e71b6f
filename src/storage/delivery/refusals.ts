import { sql } from 'kysely';
import type { Acceptance } from '../../delivery/batch.ts';
import type { RefusalTally } from '../../delivery/brake.ts';
import { causeOf } from '../../delivery/refusal-cause.ts';
import type { Store } from '../database.ts';

/** Adds readers of one batch to the refusals of their issue, by cause. Within the transaction that rejects them. */
export async function countRefusals(
  { db }: Store,
  issueId: number,
  rejected: Acceptance['rejected'],
): Promise<void> {
  for (const [cause, items] of Map.groupBy(rejected, ({ reason }) => causeOf(reason))) {
    const { reason } = items.at(-1) as { reason: string };
    await db
      .insertInto('refusals')
      .values({ issue_id: issueId, cause, reason, members: items.length })
      .onConflict(conflict =>
        conflict
          .columns(['issue_id', 'cause'])
          .doUpdateSet(eb => ({ members: eb('refusals.members', '+', items.length), reason })),
      )
      .execute();
  }
}

/** What was refused of an issue, and whether anything of it was taken. */
export async function refusalTally(store: Store, issueId: number): Promise<RefusalTally> {
  const causes = await store.db
    .selectFrom('refusals')
    .select(['cause', 'reason', 'members', 'accepted_members', 'stopped'])
    .where('issue_id', '=', issueId)
    .orderBy('members', 'desc')
    .orderBy('cause')
    .execute();
  const { audience } = await store.db
    .selectFrom('issues')
    .select('audience')
    .where('id', '=', issueId)
    .executeTakeFirstOrThrow();
  return {
    audience: audience ?? 0,
    isAnyTaken: await isAnyTaken(store, issueId),
    causes: causes.map(row => ({
      cause: row.cause,
      reason: row.reason,
      members: row.members,
      known: row.accepted_members,
      hasStopped: row.stopped === 1,
    })),
  };
}

/** From here on an editor knows of what was refused so far: only what comes on top counts towards another stop. */
export async function acceptRefusals(store: Store, issueId: number): Promise<void> {
  await store.db
    .updateTable('refusals')
    .set(eb => ({ accepted_members: eb.ref('members') }))
    .where('issue_id', '=', issueId)
    .execute();
}

/** @param stop.cause '' where no reader was rejected for it */
export async function markStopped(
  store: Store,
  issueId: number,
  { cause, reason }: { readonly cause: string; readonly reason: string },
): Promise<void> {
  await store.db
    .insertInto('refusals')
    .values({ issue_id: issueId, cause, reason, members: 0, stopped: 1 })
    .onConflict(conflict => conflict.columns(['issue_id', 'cause']).doUpdateSet({ stopped: 1 }))
    .execute();
}

async function isAnyTaken(store: Store, issueId: number): Promise<boolean> {
  const row = await store.db
    .selectFrom('batches')
    .select('n')
    .where('issue_id', '=', issueId)
    .where('state', '=', 'submitted')
    // A batch whose members have all left is settled too, and nobody has taken anything.
    .where(sql<boolean>`suppressed + rejected < last_seq - first_seq + 1`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
