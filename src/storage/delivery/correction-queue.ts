import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { SLICE_IDS } from '../audience/audience-count.ts';
import type { Store } from '../database.ts';
import { inTransaction } from '../transaction.ts';

/** A reader who got the wrong issue; `address` is null for one who has left or been suppressed since. */
export interface WrongReader {
  readonly seq: number;
  readonly subscriberId: number;
  readonly address: string | null;
}

/** Whoever the mail API took an issue for, in the order of seq. */
export async function wrongReaders(
  store: Store,
  issueId: number,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<WrongReader[]> {
  const { through } = await store.db
    .selectFrom('batches')
    .select(eb => eb.fn.max('last_seq').as('through'))
    .where('issue_id', '=', issueId)
    .where('state', '=', 'submitted')
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ seq: number; subscriber_id: number; email: string | null; stays: number }>`
    select d.seq, d.subscriber_id, s.email,
      case when s.state = 'confirmed' and s.suppressed_at is null then 1 else 0 end as stays
    from deliveries d
    join batches b on b.issue_id = d.issue_id and b.state = 'submitted'
      and b.first_seq = (select max(x.first_seq) from batches x where x.issue_id = d.issue_id and x.first_seq <= d.seq)
    left join subscribers s on s.id = d.subscriber_id
    where d.issue_id = ${issueId} and d.seq > ${after} and d.seq <= ${Number(through ?? 0)} and d.status = 0
    order by d.seq limit ${limit}`.execute(store.db);
  return rows.map(row => ({
    seq: row.seq,
    subscriberId: row.subscriber_id,
    address: row.stays === 1 ? row.email : null,
  }));
}

/** How many of them would get a correction now: one look through the issue's deliveries, a slice at a time. */
export async function countWrongReaders(store: Store, issueId: number): Promise<number> {
  let total = 0;
  for (const { firstSeq, lastSeq } of await submittedRanges(store, issueId)) {
    for (let from = firstSeq - 1; from < lastSeq; from += SLICE_IDS) {
      const { count } = await store.db
        .selectFrom('deliveries as d')
        .innerJoin('subscribers as s', 's.id', 'd.subscriber_id')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .where('d.issue_id', '=', issueId)
        .where('d.seq', '>', from)
        .where('d.seq', '<=', Math.min(lastSeq, from + SLICE_IDS))
        .where('d.status', '=', 0)
        .where('s.state', '=', 'confirmed')
        .where('s.suppressed_at', 'is', null)
        .executeTakeFirstOrThrow();
      total += Number(count);
      await setImmediate();
    }
  }
  return total;
}

/** Neighbouring batches as one range. */
async function submittedRanges(
  store: Store,
  issueId: number,
): Promise<readonly { readonly firstSeq: number; readonly lastSeq: number }[]> {
  const rows = await store.db
    .selectFrom('batches')
    .select(['first_seq', 'last_seq'])
    .where('issue_id', '=', issueId)
    .where('state', '=', 'submitted')
    .orderBy('first_seq')
    .execute();
  const ranges: { firstSeq: number; lastSeq: number }[] = [];
  for (const row of rows) {
    const last = ranges.at(-1);
    if (last && last.lastSeq + 1 === row.first_seq) last.lastSeq = row.last_seq;
    else ranges.push({ firstSeq: row.first_seq, lastSeq: row.last_seq });
  }
  return ranges;
}

/**
 * Moves the place up to which a correction's mails are queued. Within the transaction that queues them.
 * @returns false when another process was first: nothing of this chunk may stay
 */
export async function moveQueue(
  store: Store,
  issueId: number,
  move: {
    readonly from: number;
    readonly to: number;
    readonly queued: number;
    readonly leftOut: number;
    /** Epoch ms when this was the last chunk; null before. */
    readonly finishedAt: number | null;
  },
): Promise<boolean> {
  const updated = await store.db
    .updateTable('corrections')
    .set(eb => ({
      queued_seq: move.to,
      queued: eb('queued', '+', move.queued),
      left_out: eb('left_out', '+', move.leftOut),
      ...(move.finishedAt !== null && { state: 'queued', finished_at: move.finishedAt }),
    }))
    .where('issue_id', '=', issueId)
    .where('state', '=', 'approved')
    .where('queued_seq', '=', move.from)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

// Spelt out, not bound: only so does SQLite see that the partial indexes fit.
const CORRECTIONS = sql<boolean>`kind = 'correction'`;

/** A week's correction mails by what is known of them; those that went out well are not among them. */
export async function unsettledCorrections(
  store: Store,
  week: string,
): Promise<{ readonly open: number; readonly rejected: number; readonly uncertain: number }> {
  const rows = await store.db
    .selectFrom('single_mails')
    .select(eb => ['state', eb.fn.countAll<number>().as('count')])
    .where('week', '=', week)
    .where(CORRECTIONS)
    .where('state', 'in', ['pending', 'submitting', 'rejected', 'uncertain'])
    .groupBy('state')
    .execute();
  const of = (state: string) => Number(rows.find(row => row.state === state)?.count ?? 0);
  return {
    open: of('pending') + of('submitting'),
    rejected: of('rejected'),
    uncertain: of('uncertain'),
  };
}

/**
 * Takes back the queued mails of readers who have left or been suppressed since: a mail may wait for days for its quota.
 * What is on its way to the mail API, or was, stays.
 * @param prefix of the mails' `dedupe`; the subscriber's id follows
 */
export async function dropLeavers(
  store: Store,
  { issueId, week }: { readonly issueId: number; readonly week: string },
  prefix: string,
): Promise<void> {
  await inTransaction(store, async trx => {
    const dropped = await sql`
      delete from single_mails
      where week = ${week} and kind = 'correction' and state = 'pending'
        and not exists (select 1 from subscribers s
          where s.id = cast(substr(dedupe, ${prefix.length + 1}) as bigint)
            and s.state = 'confirmed' and s.suppressed_at is null)`.execute(trx.db);
    const count = Number(dropped.numAffectedRows ?? 0n);
    if (count === 0) return;
    await trx.db
      .updateTable('corrections')
      .set(eb => ({ queued: eb('queued', '-', count), left_out: eb('left_out', '+', count) }))
      .where('issue_id', '=', issueId)
      .execute();
  });
}
