import type { Batch, ClaimedBatch } from '../../delivery/batch.ts';
import type { Store } from '../database.ts';

/** As BatchStore.isRenewedSince. */
export async function isRenewedSince({ db }: Store, { issueId, renewals }: ClaimedBatch): Promise<boolean> {
  const issue = await db.selectFrom('issues').select('renewals').where('id', '=', issueId).executeTakeFirst();
  return issue !== undefined && issue.renewals > renewals;
}

/**
 * Whether what an answer refused is older than an editor's word that the issue may go on: it was on its way by then, or is
 * what the API said to this key before. It tells nothing about what is so now. What an editor or evidence has decided is no attempt, and never late.
 */
export async function isRefusedLate(store: Store, batch: Batch): Promise<boolean> {
  return 'renewals' in batch && (await isRenewedSince(store, batch as ClaimedBatch));
}

/** An editor has put something right: what was refused before is asked again. */
export async function renewIssue({ db }: Store, issueId: number): Promise<void> {
  await db
    .updateTable('issues')
    .set(eb => ({ renewals: eb('renewals', '+', 1) }))
    .where('id', '=', issueId)
    .execute();
}
