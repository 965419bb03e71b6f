import { sql } from 'kysely';
import { outcomeOfRank } from '../../feedback/outcome.ts';
import type { Store } from '../database.ts';

/** One issue a person was to get. Times are epoch ms. */
export interface PersonalDelivery {
  readonly week: string;
  readonly email: string;
  readonly name: string;
  /** pending, submitted, suppressed, rejected, uncertain: where the ledger counts it. */
  readonly state: string;
  readonly reason: string;
  /** What the mail API reported last, and when; null before it reported anything. */
  readonly outcome: { readonly what: string; readonly at: number } | null;
  /** Everything it reported, oldest first, as it is stored. */
  readonly events: readonly { readonly type: string; readonly at: number; readonly body: unknown }[];
}

/** A mail of its own: confirmation, welcome, … */
export interface PersonalMail {
  readonly kind: string;
  readonly subject: string;
  readonly state: string;
  readonly createdAt: number;
}

/** The issues a subscriber was in the audience of, oldest first, with what came of each. */
export async function deliveriesTo(store: Store, subscriberId: number): Promise<PersonalDelivery[]> {
  const { rows } = await sql<{
    issue_id: number;
    seq: number;
    week: string;
    email: string;
    name: string;
    state: string;
    reason: string;
    outcome: number | null;
    outcome_at: number | null;
  }>`
    select d.issue_id, d.seq, i.week, d.email, d.name, d.reason, o.outcome, o.at as outcome_at,
      case d.status when 1 then 'suppressed' when 2 then 'rejected' else
        case coalesce(b.state, 'pending') when 'submitting' then 'pending' else coalesce(b.state, 'pending') end
      end as state
    from deliveries d
    join issues i on i.id = d.issue_id
    left join batches b on b.issue_id = d.issue_id and d.seq between b.first_seq and b.last_seq
    left join outcomes o on o.issue_id = d.issue_id and o.seq = d.seq
    where d.subscriber_id = ${subscriberId} and d.issue_id in (select id from issues)
    order by d.issue_id`.execute(store.db);
  return Promise.all(
    rows.map(async ({ issue_id, seq, outcome, outcome_at, ...delivery }) => ({
      ...delivery,
      outcome:
        outcome === null || outcome_at === null ? null : { what: outcomeOfRank(outcome), at: outcome_at },
      events: await eventsAbout(store, issue_id, seq),
    })),
  );
}

/** Mails of their own to one address, oldest first. */
export function mailsTo(store: Store, email: string): Promise<PersonalMail[]> {
  return store.db
    .selectFrom('single_mails')
    .select(['kind', 'subject', 'state', 'created_at as createdAt'])
    .where('to_email', '=', email)
    .orderBy('id')
    .execute();
}

async function eventsAbout(store: Store, issueId: number, seq: number): Promise<PersonalDelivery['events']> {
  const rows = await store.db
    .selectFrom('mail_events')
    .select(['type', 'at', 'body'])
    .where('issue_id', '=', issueId)
    .where('seq', '=', seq)
    .orderBy('at')
    .orderBy('event_id')
    .execute();
  return rows.map(row => ({ ...row, body: JSON.parse(row.body) as unknown }));
}
