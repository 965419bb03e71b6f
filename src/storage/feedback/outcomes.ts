import { sql } from 'kysely';
import { noOutcomes, type Outcome, type OutcomeCounts, outcomeOfRank, RANK } from '../../feedback/outcome.ts';
import type { PastDelivery } from '../../feedback/soft-bounces.ts';
import type { Store } from '../database.ts';
import { announceOutcomes } from '../webhooks/delivery-events.ts';
import { SILENT_MAILERS } from './silent-members.ts';

/** One event's say about a delivery. */
export interface OutcomeNews {
  readonly issueId: number;
  readonly seq: number;
  readonly outcome: Outcome;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * Moves deliveries up to what the news says, never down, and the issues' counts with them. Of several about one delivery
 * the highest counts, of equal ones the earliest. Within a transaction of the caller's, one caller at a time.
 */
export async function raiseOutcomes(store: Store, news: readonly OutcomeNews[]): Promise<void> {
  for (const [issueId, ofIssue] of Map.groupBy(news, item => item.issueId)) {
    const best = new Map<number, OutcomeNews>();
    for (const item of ofIssue) {
      const known = best.get(item.seq);
      if (!known || isHigher(item, known)) best.set(item.seq, item);
    }
    await raiseOfIssue(store, issueId, [...best.values()]);
  }
}

/** How an issue was received; all zero before the first event. */
export async function outcomeCounts(store: Store, issueId: number): Promise<OutcomeCounts> {
  const row = await store.db
    .selectFrom('issue_outcomes')
    .selectAll()
    .where('issue_id', '=', issueId)
    .executeTakeFirst();
  return row ? countsOf(row) : noOutcomes();
}

/** Servers go on trying for five days at most, as a rule (RFC 5321, 4.5.4.1): of what failed is heard by then. */
const HEARD_BY_MS = 5 * 24 * 3_600_000;

/**
 * A reader's deliveries of which something is known, newest issue first. Where a mailer tells only of what does not arrive,
 * silence counts as arrived once the servers have given up: else bounces years apart would stand in a row.
 * @param now epoch ms
 */
export async function pastDeliveries(
  store: Store,
  subscriberId: number,
  now: number,
): Promise<PastDelivery[]> {
  const rows = await store.db
    .selectFrom('deliveries as d')
    .leftJoin('outcomes as o', join =>
      join.onRef('o.issue_id', '=', 'd.issue_id').onRef('o.seq', '=', 'd.seq'),
    )
    .innerJoin('issues as i', 'i.id', 'd.issue_id')
    .leftJoin('batches as b', join =>
      join
        .onRef('b.issue_id', '=', 'd.issue_id')
        .on(
          sql<boolean>`b.first_seq = (select max(x.first_seq) from batches x where x.issue_id = d.issue_id and x.first_seq <= d.seq)`,
        ),
    )
    .select(['o.outcome', 'o.at', 'd.status', 'b.state', 'b.provider', 'b.settled_at'])
    .where('d.subscriber_id', '=', subscriberId)
    .where(eb => eb.or([eb('o.outcome', 'is not', null), eb('b.provider', 'in', SILENT_MAILERS)]))
    // Lets the index on both columns work.
    .where('d.issue_id', 'in', store.db.selectFrom('issues').select('id'))
    .orderBy('i.frozen_at', 'desc')
    .limit(20)
    .execute();
  return rows.flatMap(({ outcome, at, ...row }): PastDelivery[] => {
    // Late, or answered by a machine, and nothing after that.
    if (isQuiet(row, now) && (outcome === null || outcome <= RANK.delayed)) {
      return [{ outcome: 'delivered', at: at ?? row.settled_at ?? 0 }];
    }
    return outcome === null || at === null ? [] : [{ outcome: outcomeOfRank(outcome), at }];
  });
}

function isQuiet(
  row: {
    readonly status: number;
    readonly state: string | null;
    readonly provider: string | null;
    readonly settled_at: number | null;
  },
  now: number,
): boolean {
  const { status, state, provider, settled_at: handedAt } = row;
  const isSilent = SILENT_MAILERS.some(mailer => mailer === provider);
  return (
    isSilent && status === 0 && state === 'submitted' && handedAt !== null && handedAt <= now - HEARD_BY_MS
  );
}

/** Any number nobody else uses. */
const FEEDBACK_LOCK = 7_241_995;

/**
 * Whether this transaction is the only one that applies events now; false when another process is at it. The counts are
 * moved by what a delivery was before, so two must not look at the same time. SQLite has one writer anyway.
 */
export async function holdFeedback(store: Store): Promise<boolean> {
  if (store.dialect === 'sqlite') return true;
  const { rows } = await sql<{
    held: boolean;
  }>`select pg_try_advisory_xact_lock(${FEEDBACK_LOCK}) as held`.execute(store.db);
  return rows[0]?.held ?? false;
}

async function raiseOfIssue(store: Store, issueId: number, news: readonly OutcomeNews[]): Promise<void> {
  const rows = await store.db
    .selectFrom('outcomes')
    .select(['seq', 'outcome', 'at'])
    .where('issue_id', '=', issueId)
    .where(
      'seq',
      'in',
      news.map(({ seq }) => seq),
    )
    .execute();
  const known = new Map(rows.map(row => [row.seq, { outcome: outcomeOfRank(row.outcome), at: row.at }]));
  const change = noOutcomes();
  const risen = news.filter(item => {
    const before = known.get(item.seq);
    if (before && !isHigher(item, before)) return false;
    if (before) change[before.outcome] -= 1;
    change[item.outcome] += 1;
    return true;
  });
  if (risen.length === 0) return;
  await store.db
    .insertInto('outcomes')
    .values(risen.map(({ seq, outcome, at }) => ({ issue_id: issueId, seq, outcome: RANK[outcome], at })))
    .onConflict(conflict =>
      conflict.columns(['issue_id', 'seq']).doUpdateSet(eb => ({
        outcome: eb.ref('excluded.outcome'),
        at: eb.ref('excluded.at'),
      })),
    )
    .execute();
  await addCounts(store, issueId, change);
  // The same at an earlier time is no news.
  await announceOutcomes(
    store,
    issueId,
    risen.filter(({ seq, outcome }) => known.get(seq)?.outcome !== outcome),
  );
}

async function addCounts(store: Store, issueId: number, change: OutcomeCounts): Promise<void> {
  await store.db
    .insertInto('issue_outcomes')
    .values({ issue_id: issueId })
    .onConflict(conflict => conflict.column('issue_id').doNothing())
    .execute();
  await store.db
    .updateTable('issue_outcomes')
    .set(eb => ({
      submitted: eb('submitted', '+', change.submitted),
      delayed: eb('delayed', '+', change.delayed),
      failed: eb('failed', '+', change.failed),
      suppressed: eb('suppressed', '+', change.suppressed),
      delivered: eb('delivered', '+', change.delivered),
      blocked: eb('blocked', '+', change.blocked),
      bounced_soft: eb('bounced_soft', '+', change.bounced_soft),
      bounced: eb('bounced', '+', change.bounced),
      complained: eb('complained', '+', change.complained),
    }))
    .where('issue_id', '=', issueId)
    .execute();
}

/** The same outcome told twice keeps its earlier time, in whatever order it comes. */
function isHigher(
  next: Omit<OutcomeNews, 'issueId' | 'seq'>,
  known: { outcome: Outcome; at: number },
): boolean {
  const difference = RANK[next.outcome] - RANK[known.outcome];
  return difference > 0 || (difference === 0 && next.at < known.at);
}

/** The columns of issue_outcomes that are counts. */
export function countsOf(row: OutcomeCounts): OutcomeCounts {
  const { submitted, delayed, failed, suppressed, delivered, blocked, bounced_soft, bounced, complained } =
    row;
  return { submitted, delayed, failed, suppressed, delivered, blocked, bounced_soft, bounced, complained };
}
