import type { Store } from '../database.ts';

/** The weeks whose issue is on its way, oldest first. Asked every second, so it reads no content. */
export async function weeksGoingOut({ db }: Store): Promise<string[]> {
  const rows = await db
    .selectFrom('issues')
    .select('week')
    .where('state', '=', 'sending')
    .orderBy('week')
    .execute();
  return rows.map(({ week }) => week);
}
