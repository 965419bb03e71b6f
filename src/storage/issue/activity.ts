import type { Selectable } from 'kysely';
import type { Store } from '../database.ts';
import type { ActivityTable } from '../schema.ts';

/** One line of the append-only log: who did what to which issue, and to which bytes. */
export interface Activity {
  readonly at: number;
  /** '' when it is not about one issue. */
  readonly week: string;
  /** An editor's address, `schedule`, `sender` or `sample run`. */
  readonly who: string;
  readonly action: string;
  readonly detail: string;
  readonly contentHash: string;
}

export async function recordActivity(store: Store, activity: Activity): Promise<void> {
  const { contentHash, ...rest } = activity;
  await store.db
    .insertInto('activity')
    .values({ ...rest, content_hash: contentHash })
    .execute();
}

/** The log of one issue, oldest first. */
export async function activityOf(store: Store, week: string): Promise<Activity[]> {
  const rows = await store.db
    .selectFrom('activity')
    .selectAll()
    .where('week', '=', week)
    .orderBy('id')
    .execute();
  return rows.map(toActivity);
}

/** The same with the lines' own numbers. @param after number of a line: only what is newer; 0 for all */
export async function activityWithIds(
  store: Store,
  week: string,
  after = 0,
): Promise<(Activity & { readonly id: number })[]> {
  const rows = await store.db
    .selectFrom('activity')
    .selectAll()
    .where('week', '=', week)
    .where('id', '>', after)
    .orderBy('id')
    .execute();
  return rows.map(row => ({ id: row.id, ...toActivity(row) }));
}

/** The last time that something was done to an issue; null when it never was. */
export async function lastActivity(store: Store, week: string, action: string): Promise<Activity | null> {
  const row = await store.db
    .selectFrom('activity')
    .selectAll()
    .where('week', '=', week)
    .where('action', '=', action)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toActivity(row) : null;
}

/** The log of everything, newest first. @param before id of a line: only what is older; null for the newest */
export async function latestActivity(
  store: Store,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<(Activity & { readonly id: number })[]> {
  const rows = await store.db
    .selectFrom('activity')
    .selectAll()
    .$if(before !== null, query => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(row => ({ id: row.id, ...toActivity(row) }));
}

function toActivity({ at, week, who, action, detail, content_hash }: Selectable<ActivityTable>): Activity {
  return { at, week, who, action, detail, contentHash: content_hash };
}
