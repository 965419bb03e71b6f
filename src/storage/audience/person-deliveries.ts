import { sql } from 'kysely';
import { type Outcome, outcomeOfRank } from '../../feedback/outcome.ts';
import type { Store } from '../database.ts';

/** What became of one issue for one subscriber. */
export interface PersonDelivery {
  readonly week: string;
  /** pending, submitted, suppressed, rejected, uncertain: where the ledger counts it. */
  readonly state: string;
  readonly reason: string;
  /** What the mail API reported last, and when (epoch ms); null before it reported anything. */
  readonly outcome: { readonly what: Outcome; readonly at: number } | null;
}

/** The newest issues that were frozen, and for each whether the subscriber was in its audience. */
export async function lastDeliveriesTo(
  store: Store,
  subscriberId: number,
  issues: number,
): Promise<(PersonDelivery | { readonly week: string; readonly state: 'not in the audience' })[]> {
  const { rows } = await sql<{
    week: string;
    seq: number | null;
    state: string;
    reason: string | null;
    outcome: number | null;
    outcome_at: number | null;
  }>`
    select i.week, d.seq, d.reason, o.outcome, o.at as outcome_at,
      case d.status when 1 then 'suppressed' when 2 then 'rejected' else
        case coalesce(b.state, 'pending') when 'submitting' then 'pending' else coalesce(b.state, 'pending') end
      end as state
    from (select id, week from issues where frozen_at is not null order by week desc limit ${issues}) i
    left join deliveries d on d.issue_id = i.id and d.subscriber_id = ${subscriberId}
    left join batches b on b.issue_id = d.issue_id and d.seq between b.first_seq and b.last_seq
    left join outcomes o on o.issue_id = d.issue_id and o.seq = d.seq
    order by i.week desc`.execute(store.db);
  return rows.map(({ week, seq, state, reason, outcome, outcome_at }) => {
    if (seq === null) return { week, state: 'not in the audience' };
    const what = outcome === null ? null : outcomeOfRank(outcome);
    return {
      week,
      state,
      reason: reason ?? '',
      outcome: what === null || outcome_at === null ? null : { what, at: outcome_at },
    };
  });
}
