import type { Acceptance, Batch, ClaimedBatch } from '../../delivery/batch.ts';
import type { Store } from '../database.ts';

/** As BatchStore.isRenewedSince. */
export async function isRenewedSince(store: Store, { issueId, renewals }: ClaimedBatch): Promise<boolean> {
  const issue = await renewalsOf(store, issueId).executeTakeFirst();
  return issue !== undefined && issue.renewals > renewals;
}

/**
 * Whether what an answer refused is older than an editor's word that the issue may go on: it was on its way by then, or is
 * what the API said to this key before. It tells nothing about what is so now. A no to everybody, where an earlier attempt
 * may have been taken, is no proof of that. What an editor or evidence has decided is no attempt, and never late.
 * Before the batch is touched: a resume locks the issue first, too, and is then wholly before or after this.
 */
export async function isRefusedLate(
  store: Store,
  batch: Batch,
  { accepted, rejected }: Acceptance,
): Promise<boolean> {
  if (rejected.length === 0 || !('renewals' in batch)) return false;
  if (accepted.length === 0 && batch.unclearSince !== null) return false;
  const issue = await renewalsOf(store, batch.issueId)
    .$if(store.dialect === 'postgres', query => query.forShare())
    .executeTakeFirst();
  return issue !== undefined && issue.renewals > (batch as ClaimedBatch).renewals;
}

function renewalsOf({ db }: Store, issueId: number) {
  return db.selectFrom('issues').select('renewals').where('id', '=', issueId);
}

/** An editor has put something right: what was refused before is asked again. */
export async function renewIssue({ db }: Store, issueId: number): Promise<void> {
  await db
    .updateTable('issues')
    .set(eb => ({ renewals: eb('renewals', '+', 1) }))
    .where('id', '=', issueId)
    .execute();
}
