import { createHash } from 'node:crypto';
import type { Store } from '../database.ts';

/** In place of what an earlier approval of the issue left. What has been frozen meanwhile stands in `frozen_mails`. */
export async function keepApprovedMails(
  { db }: Store,
  { issueId, key, mails }: { readonly issueId: number; readonly key: string; readonly mails: string },
): Promise<void> {
  await db
    .deleteFrom('approved_mails')
    .where(eb =>
      eb.or([
        eb('issue_id', '=', issueId),
        eb('issue_id', 'in', eb.selectFrom('issues').select('id').where('frozen_at', 'is not', null)),
      ]),
    )
    .execute();
  await db
    .insertInto('approved_mails')
    .values({ issue_id: issueId, key, mails, sha256: digest(mails) })
    .execute();
}

/** @returns null where nothing is kept under this key, or not as it was written */
export async function approvedMails({ db }: Store, issueId: number, key: string): Promise<string | null> {
  const row = await db
    .selectFrom('approved_mails')
    .select(['mails', 'sha256'])
    .where('issue_id', '=', issueId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row && digest(row.mails) === row.sha256 ? row.mails : null;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
