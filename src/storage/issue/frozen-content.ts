import type { IssueContent } from '../../issue/content.ts';
import type { Store } from '../database.ts';

/** What an issue says, as it was frozen, its pairings in the editors' order; null before the freeze. */
export async function frozenContent(store: Store, issueId: number): Promise<IssueContent | null> {
  const row = await store.db
    .selectFrom('frozen_mails')
    .select('content')
    .where('issue_id', '=', issueId)
    .orderBy('variant')
    .limit(1)
    .executeTakeFirst();
  return row ? (JSON.parse(row.content) as IssueContent) : null;
}
