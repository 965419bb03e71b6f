import { setImmediate } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import type { Store } from '../database.ts';
import { SLICE_IDS } from './audience-count.ts';

/** Subscribers that have everything an overview asks about in common, counted. */
export interface OverviewCell {
  /** pending, confirmed, paused, unsubscribed, suppressed, erased. */
  readonly status: string;
  readonly source: string;
  /** In which of the weeks they last confirmed; -1 for before, or never. */
  readonly came: number;
  /** In which of the weeks they left, having been confirmed; -1 for before, or not at all. */
  readonly left: number;
  readonly count: number;
}

/**
 * Reads the audience once, a slice of ids at a time, so that no other page waits for it.
 * @param weeks the instants at which the weeks asked about begin, ascending; the last one has no end
 */
export async function overviewCells(
  store: Store,
  { weeks, now }: { readonly weeks: readonly number[]; readonly now: number },
): Promise<OverviewCell[]> {
  const cells: OverviewCell[] = [];
  const last = await highestId(store);
  for (let from = 0; from < last; from += SLICE_IDS) {
    cells.push(...(await cellsOf(store, { from, to: from + SLICE_IDS, weeks, now })));
    await setImmediate();
  }
  return cells;
}

/** The newest subscriber's id; 0 when there is none. */
export async function highestId(store: Store): Promise<number> {
  const { last } = await store.db
    .selectFrom('subscribers')
    .select(eb => eb.fn.coalesce(eb.fn.max('id'), eb.val(0)).as('last'))
    .executeTakeFirstOrThrow();
  return Number(last);
}

interface Slice {
  readonly from: number;
  readonly to: number;
  readonly weeks: readonly number[];
  readonly now: number;
}

async function cellsOf(store: Store, { from, to, weeks, now }: Slice): Promise<OverviewCell[]> {
  // Who was erased keeps no date of it but in the record of consents, which one index finds.
  const leftAt = sql`case when s.confirmed_at is null then null
    when s.state = 'unsubscribed' then s.unsubscribed_at
    when s.state = 'erased' then coalesce(s.unsubscribed_at,
      (select max(c.at) from consents c where c.subscriber_id = s.id and c.event = 'erased'))
    else s.suppressed_at end`;
  const { rows } = await sql<OverviewCell>`
    select t.status, t.source, ${weekIn('t.came_at', weeks)} as came, ${weekIn('t.left_at', weeks)} as "left",
      count(*) as count
    from (select s.source, s.confirmed_at as came_at, ${leftAt} as left_at,
        case when s.suppressed_at is not null then 'suppressed'
          when s.state = 'confirmed' and s.paused_until > ${now} then 'paused' else s.state end as status
      from subscribers s where s.id > ${from} and s.id <= ${to}) t
    group by 1, 2, 3, 4`.execute(store.db);
  return rows.map(row => ({ ...row, count: Number(row.count) }));
}

/** The newest week first: most of what is looked for happened lately or long ago. */
function weekIn(column: string, weeks: readonly number[]): RawBuilder<number> {
  const at = sql.ref(column);
  const arms = weeks.map((start, index) => sql`when ${at} >= ${start} then ${sql.lit(index)}`).toReversed();
  return sql`case when ${at} is null or ${at} < ${weeks[0] ?? 0} then -1 ${sql.join(arms, sql` `)} else -1 end`;
}
