import type { Store } from '../database.ts';

/** What an editor said yes to: kept for good, so that what changed since can be shown. */
export interface KeptApproval {
  readonly issueId: number;
  readonly contentHash: string;
  readonly by: string;
  readonly at: number;
  /** How many readers there were at that moment. */
  readonly audience: number;
  /** Canonical JSON of IssueContent in the editors' order. */
  readonly content: string;
  /** Its plain-text part, with placeholders. */
  readonly text: string;
}

export async function keepApproval(store: Store, approval: KeptApproval): Promise<void> {
  await store.db
    .insertInto('approvals')
    .values({
      issue_id: approval.issueId,
      content_hash: approval.contentHash,
      approved_by: approval.by,
      approved_at: approval.at,
      audience: approval.audience,
      content: approval.content,
      text: approval.text,
    })
    .execute();
}

/** Every approval of an issue, taken back or not, oldest first; without what it was of. */
export async function approvalsOfIssue(
  store: Store,
  issueId: number,
): Promise<Pick<KeptApproval, 'contentHash' | 'by' | 'at'>[]> {
  const rows = await store.db
    .selectFrom('approvals')
    .select(['content_hash', 'approved_by', 'approved_at'])
    .where('issue_id', '=', issueId)
    .orderBy('id')
    .execute();
  return rows.map(row => ({ contentHash: row.content_hash, by: row.approved_by, at: row.approved_at }));
}

/** The newest approval of an issue, taken back or not; null when there never was one. */
export async function lastApproval(store: Store, issueId: number): Promise<KeptApproval | null> {
  const row = await store.db
    .selectFrom('approvals')
    .selectAll()
    .where('issue_id', '=', issueId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    issueId: row.issue_id,
    contentHash: row.content_hash,
    by: row.approved_by,
    at: row.approved_at,
    audience: row.audience,
    content: row.content,
    text: row.text,
  };
}
