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

/** What each variant of an issue's mail is called, by variant; empty before the freeze. */
export async function frozenSubjects(
  store: Store,
  issueId: number,
): Promise<{ readonly variant: number; readonly subject: string }[]> {
  const rows = await store.db
    .selectFrom('frozen_mails')
    .select(['variant', 'content'])
    .where('issue_id', '=', issueId)
    .orderBy('variant')
    .execute();
  return rows.map(({ variant, content }) => ({
    variant,
    subject: (JSON.parse(content) as IssueContent).subject,
  }));
}
