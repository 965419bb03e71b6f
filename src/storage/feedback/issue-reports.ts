import type { Store } from '../database.ts';

/** What an issue's readers did, as counted at a moment (epoch ms). */
export interface CountedReport {
  readonly issueId: number;
  readonly countedAt: number;
  /** Readers, each once. */
  readonly clickers: number;
  /** Clicks as the mail API reports them, people and machines alike. */
  readonly clicks: number;
  readonly machineClicks: number;
  /** Ballots on all its pairings. */
  readonly votes: number;
  /** Readers of it who left before the next issue. */
  readonly unsubscribed: number;
}

export async function reportsOf(
  store: Store,
  issueIds: readonly number[],
): Promise<ReadonlyMap<number, CountedReport>> {
  if (issueIds.length === 0) return new Map();
  const rows = await store.db
    .selectFrom('issue_reports')
    .selectAll()
    .where('issue_id', 'in', issueIds)
    .execute();
  return new Map(
    rows.map(row => [
      row.issue_id,
      {
        issueId: row.issue_id,
        countedAt: row.counted_at,
        clickers: row.clickers,
        clicks: row.clicks,
        machineClicks: row.machine_clicks,
        votes: row.votes,
        unsubscribed: row.unsubscribed,
      },
    ]),
  );
}

/** An issue that has readers, and when it was last counted. */
export interface CountableIssue {
  readonly id: number;
  readonly frozenAt: number;
  readonly settledAt: number | null;
  /** When the next issue was frozen; null while this is the newest. */
  readonly nextFrozenAt: number | null;
  readonly countedAt: number | null;
}

export async function countableIssues(store: Store): Promise<CountableIssue[]> {
  const rows = await store.db
    .selectFrom('issues as i')
    .leftJoin('issue_reports as r', 'r.issue_id', 'i.id')
    .select(['i.id', 'i.frozen_at', 'i.settled_at', 'r.counted_at'])
    .where('i.frozen_at', 'is not', null)
    .orderBy('i.frozen_at')
    .execute();
  return rows.map((row, index) => ({
    id: row.id,
    frozenAt: row.frozen_at ?? 0,
    settledAt: row.settled_at,
    nextFrozenAt: rows[index + 1]?.frozen_at ?? null,
    countedAt: row.counted_at,
  }));
}

export async function countBallots(store: Store, issueId: number): Promise<number> {
  const row = await store.db
    .selectFrom('ballots')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('issue_id', '=', issueId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Readers of an issue who unsubscribed in a span of time. Starts from those who left, who are few, not from the readers. */
export async function countLeavers(
  store: Store,
  issueId: number,
  span: { readonly from: number; readonly to: number },
): Promise<number> {
  const row = await store.db
    .selectFrom('subscribers as s')
    .innerJoin('deliveries as d', 'd.subscriber_id', 's.id')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('s.unsubscribed_at', '>=', span.from)
    .where('s.unsubscribed_at', '<', span.to)
    .where('d.issue_id', '=', issueId)
    .where('d.status', '=', 0)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function keepReport(store: Store, report: CountedReport): Promise<void> {
  const { issueId, countedAt, machineClicks, ...counts } = report;
  const row = { ...counts, counted_at: countedAt, machine_clicks: machineClicks };
  await store.db
    .insertInto('issue_reports')
    .values({ issue_id: issueId, ...row })
    .onConflict(conflict => conflict.column('issue_id').doUpdateSet(row))
    .execute();
}
