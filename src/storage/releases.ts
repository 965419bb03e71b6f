import type { GoLink } from '../issue/go-link.ts';
import type { Approval, Issue, IssueState } from '../issue/issue.ts';
import { type KeptApproval, keepApproval } from './approvals.ts';
import type { Store } from './database.ts';
import { keepGoLinks } from './go-links.ts';
import { inTransaction } from './transaction.ts';

export interface ApprovalRequest {
  readonly issue: Pick<Issue, 'id' | 'week' | 'state' | 'revision'>;
  readonly to: IssueState;
  readonly approval: Approval;
  readonly kept: Pick<KeptApproval, 'audience' | 'content' | 'text'>;
  /** Where the links of its mails lead. */
  readonly links: readonly GoLink[];
  /** False for a person who may not: told who made the last change, '' when nobody did. */
  readonly may: (lastEditor: string) => boolean;
}

/**
 * Approves an issue that nobody has changed since it was looked at. A wish to send at once ends with it: it was about
 * what was approved before.
 * @returns `moved` when it is in another state or revision by now, `forbidden` when `may` said no; nothing is done then
 */
export function approveIssue(
  store: Store,
  { issue, to, approval, kept, links, may }: ApprovalRequest,
): Promise<'approved' | 'moved' | 'forbidden'> {
  return inTransaction(store, async trx => {
    const seen = await trx.db
      .selectFrom('issues')
      .select('id')
      .where('id', '=', issue.id)
      .where('state', '=', issue.state)
      .where('revision', '=', issue.revision)
      .where('frozen_at', 'is', null)
      .$if(trx.dialect === 'postgres', query => query.forUpdate())
      .executeTakeFirst();
    if (!seen) return 'moved';
    if (!may(await lastEditor(trx, issue.week))) return 'forbidden';
    await trx.db
      .updateTable('issues')
      .set({
        state: to,
        reason: '',
        approved_hash: approval.hash,
        approved_by: approval.by,
        approved_at: approval.at,
        go_now_at: null,
      })
      .where('id', '=', issue.id)
      .execute();
    await keepGoLinks(trx, issue.id, links);
    await keepApproval(trx, {
      issueId: issue.id,
      contentHash: approval.hash,
      by: approval.by,
      at: approval.at,
      ...kept,
    });
    return 'approved';
  });
}

/** Who made the last change to an issue's content or pairings, as the log names them; '' when nobody did. */
export async function lastEditor(store: Store, week: string): Promise<string> {
  const row = await store.db
    .selectFrom('activity')
    .select('who')
    .where('week', '=', week)
    .where('action', 'in', ['changed', 'picked'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.who ?? '';
}

/**
 * Sets when an issue goes, in place of its slot; null takes that back. False when it was changed or frozen meanwhile.
 * @param goAt epoch ms
 */
export async function setGoAt(
  store: Store,
  issue: Pick<Issue, 'id' | 'revision'>,
  goAt: number | null,
): Promise<boolean> {
  const updated = await store.db
    .updateTable('issues')
    .set(eb => ({ go_at: goAt, revision: eb('revision', '+', 1) }))
    .where('id', '=', issue.id)
    .where('revision', '=', issue.revision)
    .where('frozen_at', 'is', null)
    .where('state', 'in', ['picked', 'in_review', 'approved', 'held'])
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** Lets an issue go at once, if exactly this approval still holds. @param at epoch ms */
export async function setGoNow(
  store: Store,
  issue: Pick<Issue, 'id' | 'revision'>,
  { hash, at }: { readonly hash: string; readonly at: number },
): Promise<boolean> {
  const updated = await store.db
    .updateTable('issues')
    .set({ go_now_at: at })
    .where('id', '=', issue.id)
    .where('revision', '=', issue.revision)
    .where('state', '=', 'approved')
    .where('approved_hash', '=', hash)
    .where('frozen_at', 'is', null)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}
