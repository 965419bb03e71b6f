import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { SeqRange } from './cohorts.ts';

type Trx = Kysely<Schema>;

/**
 * Cuts the ranges into batches, numbered through. One statement a range: a million readers have ten thousand batches.
 * @param inTurn so many of the first ranges take turns, batch by batch: subjects on trial are in the same inboxes at the same
 * time, whatever the pace of the send
 */
export async function insertBatches(
  trx: Trx,
  issueId: number,
  {
    ranges,
    inTurn,
    size,
  }: { readonly ranges: readonly SeqRange[]; readonly inTurn: number; readonly size: number },
): Promise<void> {
  let before = 0;
  for (const group of [ranges.slice(0, inTurn), ...ranges.slice(inTurn).map(range => [range])]) {
    const counts = group.map(({ firstSeq, lastSeq }) =>
      Math.max(0, Math.ceil((lastSeq - firstSeq + 1) / size)),
    );
    for (const [place, range] of group.entries()) {
      if (counts[place] === 0) continue;
      const earlier = counts.map((count, other) => sooner(count, other - place));
      await cutRange(trx, issueId, { range, size, n: sql`${before + 1} + ${sql.join(earlier, sql` + `)}` });
    }
    before += counts.reduce((sum, count) => sum + count, 0);
  }
}

/** How many batches of a range that takes turns come before batch `k` of ours. @param distance where it stands from ours */
function sooner(count: number, distance: number): RawBuilder<number> {
  if (distance === 0) return sql`k`;
  const turns = distance < 0 ? sql`k + 1` : sql`k`;
  return sql`(case when ${turns} < ${sql.lit(count)} then ${turns} else ${sql.lit(count)} end)`;
}

async function cutRange(
  trx: Trx,
  issueId: number,
  { range, size, n }: { readonly range: SeqRange; readonly size: number; readonly n: RawBuilder<unknown> },
): Promise<void> {
  const { firstSeq, lastSeq, dueAt } = range;
  await sql`
    insert into batches (issue_id, n, first_seq, last_seq, due_at)
    with recursive cut(k, first_seq) as (
      select cast(0 as integer), cast(${firstSeq} as bigint)
      union all
      select k + 1, first_seq + ${size} from cut where first_seq + ${size} <= ${lastSeq})
    select cast(${issueId} as bigint), cast(${n} as integer), first_seq,
      case when first_seq + ${size} <= ${lastSeq} then first_seq + ${size} - 1 else ${lastSeq} end,
      cast(${dueAt} as bigint)
    from cut`.execute(trx);
}
