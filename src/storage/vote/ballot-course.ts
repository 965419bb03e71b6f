import { sql } from 'kysely';
import type { Choice } from '../../vote/ballot.ts';
import type { BallotSlice } from '../../vote/course.ts';
import type { Store } from '../database.ts';

/** A vote's ballots by position and by the slice of time in which each was first cast: at most so many slices a position. */
export async function ballotSlices(
  store: Store,
  issueId: number,
  span: { readonly from: number; readonly to: number; readonly most: number },
): Promise<Map<number, BallotSlice[]>> {
  const { from, to, most } = span;
  const sliceMs = Math.max(1, Math.ceil((to - from) / most));
  const index = sql<number>`(cast_at - ${sql.lit(from)}) / ${sql.lit(sliceMs)}`;
  const rows = await store.db
    .selectFrom('ballots')
    .select(eb => ['position', 'choice', index.as('slice'), eb.fn.countAll<number>().as('count')])
    .where('issue_id', '=', issueId)
    .groupBy(['position', 'choice', index])
    .execute();
  const slices = rows.map(row => ({
    position: row.position,
    at: Math.max(from, Math.min(to, from + (Number(row.slice) + 1) * sliceMs)),
    choice: row.choice as Choice,
    count: Number(row.count),
  }));
  const groups = Map.groupBy(slices, ({ position }) => position);
  return new Map(
    [...groups].map(([position, group]) => [position, group.map(({ position: _, ...slice }) => slice)]),
  );
}
