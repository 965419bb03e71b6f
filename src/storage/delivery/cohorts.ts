import { setImmediate } from 'node:timers/promises';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Cohort } from '../../delivery/cohorts.ts';
import { type FrozenTrial, UNDECIDED_AT } from '../../delivery/subject-trial.ts';
import { belongs, lastReader, SLICE_IDS } from '../audience/audience-count.ts';
import type { Dialect, Store } from '../database.ts';
import type { Schema } from '../schema.ts';
import { placesOf } from './trial-places.ts';

type Trx = Kysely<Schema>;

/** What of an issue says who belongs in its audience. */
interface FrozenAudience {
  readonly issueId: number;
  readonly frozenAt: number;
  /** Highest subscriber id at the freeze. */
  readonly cutoff: number;
  /** Which variant of the mail a subscriber `s` gets. */
  readonly variant: RawBuilder<number>;
  /** Where its subjects are on trial: then readers are placed by the draw, and not by their zones. */
  readonly trial: FrozenTrial | null;
  readonly dialect: Dialect;
}

/** Seqs that are delivered together, and when. */
export interface SeqRange {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Epoch ms; 0 = at once. */
  readonly dueAt: number;
}

/** How many belong in an audience frozen at `instant`, by zone; counted in slices, so that web pages are answered. */
export async function readersByZone(store: Store, instant: number): Promise<Map<string, number>> {
  const { cutoff } = await store.db
    .selectFrom('subscribers')
    .select(eb => eb.fn.coalesce(eb.fn.max('id'), eb.val(0)).as('cutoff'))
    .executeTakeFirstOrThrow();
  const total = new Map<string, number>();
  for (let from = 0; from < cutoff; from += SLICE_IDS) {
    const rows = await store.db
      .selectFrom('subscribers as s')
      .select(eb => ['s.timezone', eb.fn.countAll<number>().as('readers')])
      .where('s.id', '>', from)
      .where('s.id', '<=', from + SLICE_IDS)
      .where(belongs(instant))
      .groupBy('s.timezone')
      .execute();
    for (const { timezone, readers } of rows) {
      total.set(timezone, (total.get(timezone) ?? 0) + Number(readers));
    }
    await setImmediate();
  }
  return total;
}

/** Sets a range of seqs aside for each cohort, one after the other. */
export async function insertCohorts(trx: Trx, issueId: number, cohorts: readonly Cohort[]): Promise<void> {
  let next = 1;
  for (const [index, { dueAt, zones, readers }] of cohorts.entries()) {
    await trx
      .insertInto('cohorts')
      .values({
        issue_id: issueId,
        n: index + 1,
        due_at: dueAt,
        first_seq: next,
        last_seq: next + readers - 1,
      })
      .execute();
    if (zones.length > 0)
      await trx
        .insertInto('cohort_zones')
        .values(zones.map(timezone => ({ issue_id: issueId, timezone, cohort: index + 1 })))
        .execute();
    next += readers;
  }
}

/** Whether an issue goes by cohorts at all. */
export async function hasCohorts(trx: Trx, issueId: number): Promise<boolean> {
  const row = await trx
    .selectFrom('cohorts')
    .select('n')
    .where('issue_id', '=', issueId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Writes the next rows in the order of subscriber ids, each into its cohort's range: one pass over the subscribers,
 * however many cohorts there are. Who does not fit, because more came into a zone than were counted, is left to
 * `writeMissedOfCohort`.
 */
export async function writeCohortChunk(trx: Trx, audience: FrozenAudience, rows: number): Promise<number> {
  const { issueId } = audience;
  const next = sql`and s.id > ${await lastReader(trx, issueId)}`;
  const readers = await placed(trx, audience, { among: next, rows });
  if (readers === null) return 0;
  const inserted = await sql`
    insert into deliveries (issue_id, seq, subscriber_id, email, name, variant)
    select c.issue_id, c.first_seq + c.members - 1 + r.place, r.id, r.email, r.name, r.variant
    from (select s.*, row_number() over (partition by s.cohort order by s.id) as place
          from (${readers} ${next} order by s.id limit ${rows}) s) r
    join cohorts c on c.issue_id = ${issueId} and c.n = r.cohort
    where c.first_seq + c.members - 1 + r.place <= c.last_seq`.execute(trx);
  await sql`
    update cohorts set members = members + (
      select count(*) from deliveries d
      where d.issue_id = cohorts.issue_id and d.seq >= cohorts.first_seq + cohorts.members and d.seq <= cohorts.last_seq)
    where issue_id = ${issueId}`.execute(trx);
  return Number(inserted.numAffectedRows ?? 0n);
}

/** Rows for those of one cohort who were missed, in a range of their own behind all others. @returns 0 when none is left */
export async function writeMissedOfCohort(trx: Trx, audience: FrozenAudience, rows: number): Promise<number> {
  const { issueId } = audience;
  const among = sql`and not exists (select 1 from deliveries d where d.issue_id = ${issueId} and d.subscriber_id = s.id)`;
  const readers = await placed(trx, audience, { among, rows });
  if (readers === null) return 0;
  const missed = sql`${readers} ${among}`;
  const first = await sql<{
    cohort: number;
  }>`select m.cohort from (${missed} order by s.id limit 1) m`.execute(trx);
  const cohort = first.rows[0]?.cohort;
  if (cohort === undefined) return 0;
  const { seq, n } = await trx
    .selectFrom('cohorts')
    .select(eb => [eb.fn.max('last_seq').as('seq'), eb.fn.max('n').as('n')])
    .where('issue_id', '=', issueId)
    .executeTakeFirstOrThrow();
  const inserted = await sql`
    insert into deliveries (issue_id, seq, subscriber_id, email, name, variant)
    select cast(${issueId} as bigint), cast(${seq} as bigint) + row_number() over (order by r.id), r.id, r.email, r.name, r.variant
    from (select * from (${missed}) m where m.cohort = ${cohort} order by m.id limit ${rows}) r`.execute(trx);
  const members = Number(inserted.numAffectedRows ?? 0n);
  if (members === 0) return 0;
  await sql`
    insert into cohorts (issue_id, n, due_at, first_seq, last_seq, members)
    select issue_id, cast(${n + 1} as integer), due_at, cast(${seq + 1} as bigint), cast(${seq + members} as bigint), cast(${members} as bigint)
    from cohorts where issue_id = ${issueId} and n = ${cohort}`.execute(trx);
  return members;
}

/** What was written, by the instant it is due; empty when the issue does not go by cohorts. */
export async function cohortRanges(trx: Trx, issueId: number): Promise<SeqRange[]> {
  const rows = await trx
    .selectFrom('cohorts')
    .selectAll()
    .where('issue_id', '=', issueId)
    .orderBy('due_at')
    .orderBy('n')
    .execute();
  return rows.map(row => ({
    firstSeq: row.first_seq,
    lastSeq: row.first_seq + row.members - 1,
    dueAt: row.due_at,
  }));
}

/** Everybody who is left is due now, but for those who wait for a subject. @returns whether anybody was waiting; the issue must be locked */
export async function forgetHours(trx: Trx, issueId: number, now: number): Promise<boolean> {
  const cohorts = await trx
    .updateTable('cohorts')
    .set({ due_at: now })
    .where('issue_id', '=', issueId)
    .where('due_at', '>', now)
    .where('due_at', '<', UNDECIDED_AT)
    .executeTakeFirst();
  if (cohorts.numUpdatedRows === 0n) return false;
  await trx
    .updateTable('batches')
    .set({ due_at: now })
    .where('issue_id', '=', issueId)
    .where('due_at', '>', now)
    .where('due_at', '<', UNDECIDED_AT)
    .execute();
  return true;
}

/** The next local hour (epoch ms) that readers of an issue wait for; null when nobody does. */
export async function nextHour(store: Store, issueId: number, now: number): Promise<number | null> {
  const row = await store.db
    .selectFrom('batches')
    .select(eb => eb.fn.min('due_at').as('at'))
    .where('issue_id', '=', issueId)
    .where(sql<boolean>`state in ('pending', 'submitting')`)
    .where('due_at', '>', now)
    .where('due_at', '<', UNDECIDED_AT)
    .executeTakeFirst();
  return row?.at ?? null;
}

/**
 * A select of who belongs, with cohort; more conditions may follow.
 * @param next which of them are wanted: where subjects are on trial, only so many are drawn
 * @returns null where it is known that nobody is left
 */
async function placed(
  trx: Trx,
  audience: FrozenAudience,
  next: { readonly among: RawBuilder<unknown>; readonly rows: number },
): Promise<RawBuilder<unknown> | null> {
  const { trial, variant, cutoff, frozenAt, dialect } = audience;
  if (trial === null) return belonging(audience);
  const who = sql`where s.id <= ${cutoff} and ${belongs(frozenAt)}`;
  const drawn = sql<{ id: number; variant: number }>`
    select s.id, ${variant} as variant from subscribers s ${who} ${next.among} order by s.id limit ${next.rows}`;
  const places = await placesOf(trx, dialect, trial, drawn);
  return (
    places &&
    sql`select s.id, s.email, s.name, p.variant, p.cohort from ${places} p join subscribers s on s.id = p.id ${who}`
  );
}

function belonging({ issueId, frozenAt, cutoff, variant }: FrozenAudience) {
  return sql`
    select s.id, s.email, s.name, ${variant} as variant, coalesce(z.cohort,
      (select cohort from cohort_zones where issue_id = ${issueId} and timezone = '')) as cohort
    from subscribers s left join cohort_zones z on z.issue_id = ${issueId} and z.timezone = s.timezone
    where s.id <= ${cutoff} and ${belongs(frozenAt)}`;
}
