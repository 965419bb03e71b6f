import type { ChangeStep } from '../../issue/by-programs.ts';
import type { Change } from '../../issue/change.ts';
import type { Store } from '../database.ts';
import type { Activity } from './activity.ts';

/**
 * Writes a change into the log, and beside its line what it changed for readers.
 * @param store within the transaction of the change
 */
export async function recordChange(
  store: Store,
  issueId: number,
  { contentHash, ...line }: Activity,
  changes: readonly Change[],
): Promise<void> {
  const { id } = await store.db
    .insertInto('activity')
    .values({ ...line, content_hash: contentHash })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (changes.length === 0) return;
  await store.db
    .insertInto('issue_changes')
    .values({ activity_id: id, issue_id: issueId, changes: JSON.stringify(changes) })
    .execute();
}

/** Oldest first. @param after number of a line of the log: only what was done since */
export async function changesSince({ db }: Store, issueId: number, after: number): Promise<ChangeStep[]> {
  const rows = await db
    .selectFrom('issue_changes as c')
    .innerJoin('activity as a', 'a.id', 'c.activity_id')
    .select(['a.who', 'c.changes'])
    .where('c.issue_id', '=', issueId)
    .where('a.id', '>', after)
    .orderBy('a.id')
    .execute();
  return rows.map(({ who, changes }) => ({ who, changes: JSON.parse(changes) as Change[] }));
}
