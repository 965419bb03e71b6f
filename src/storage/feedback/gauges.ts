import { sql } from 'kysely';
import { ALARM_CAPS } from '../../audience/signup-caps.ts';
import { CLOCKS_DIFFER_MS, LONGEST_WAIT_MS } from '../../delivery/ahead.ts';
import type { Store } from '../database.ts';
import { BACKUP_BEGUN, BACKUP_KEPT } from '../last-backup.ts';
import { BOUNCES_READ_AT } from '../meta.ts';
import { type EventCount, readEventCounts } from './event-counts.ts';

/**
 * What an operator watches, read from the database at one instant. Durations in ms, instants in epoch ms; 0 where there is
 * nothing.
 */
export interface Gauges {
  /** Since the members who wait longest, of issues going out or stopped, were due: the freeze, or their local hour. */
  readonly oldestUnsentMs: number;
  /** Members of uncertain batches. */
  readonly uncertainMembers: number;
  /** Members of open batches of issues that are going out or stopped. */
  readonly pendingMembers: number;
  /** Of those, how many wait because the mail API said so. */
  readonly waitingMembers: number;
  /** Of the pending, how many wait for their local hour. */
  readonly earlyMembers: number;
  /** Of the waiting, how many because their own mail server wants them later. */
  readonly deferredMembers: number;
  /** Until the next call to the mail API may be made. */
  readonly rateWaitMs: number;
  /** Since the oldest event came that nobody has looked at yet. */
  readonly webhookLagMs: number;
  /** Events that were looked at and fit no mail of ours yet. */
  readonly webhookUnmatched: number;
  /** Mails that came in and asked for nothing we know: no token, or of nobody. */
  readonly receivedIgnored: number;
  readonly openSingleMails: number;
  readonly oldestSingleMailMs: number;
  /** Sign-ups nobody has looked at yet. */
  readonly openSignups: number;
  /** Sign-ups turned away lately by caps that honest readers do not reach. */
  readonly signupsTurnedAway: number;
  /** When the last issue was settled as sent. */
  readonly lastIssueSentAt: number;
  /** When a catalogue that had not been there before was first picked from. */
  readonly catalogueChangedAt: number;
  /** How new the newest backup is (lastBackupAt). */
  readonly lastBackupAt: number;
  /** When the mailbox of bounces was last read. */
  readonly bouncesReadAt: number;
  /** Every kind of event that was ever taken in. */
  readonly events: readonly EventCount[];
}

export async function readGauges(store: Store, now: number): Promise<Gauges> {
  const age = (since: number | null) => (since === null ? 0 : Math.max(0, now - since));
  const { rows } = await sql<{
    oldest_due: number | null;
    pending: number;
    waiting: number;
    deferred: number;
    early: number;
    uncertain: number;
    rate_until: number | null;
    oldest_event: number | null;
    unmatched: number;
    received_ignored: number;
    singles: number;
    oldest_single: number | null;
    signups: number;
    turned_away: number;
    last_sent: number;
    catalogue_changed: number;
    last_backup: number;
    bounces_read: number;
  }>`
    with open_batches as (
      select b.last_seq - b.first_seq + 1 - b.suppressed - b.rejected as members, b.due_at, b.deferred_since,
        case when b.touched_at > ${now + CLOCKS_DIFFER_MS} then 0 else b.not_before end as not_before,
        case when b.due_at > i.frozen_at then b.due_at else i.frozen_at end as due_since
      from batches b join issues i on i.id = b.issue_id
      where b.state in ('pending', 'submitting') and i.state in ('sending', 'stopped')
    )
    select
      (select min(due_since) from open_batches where due_at <= ${now}) as oldest_due,
      (select coalesce(sum(members), 0) from open_batches) as pending,
      (select coalesce(sum(members), 0) from open_batches where not_before > ${now}) as waiting,
      (select coalesce(sum(members), 0) from open_batches
        where not_before > ${now} and deferred_since is not null) as deferred,
      (select coalesce(sum(members), 0) from open_batches where due_at > ${now}) as early,
      (select coalesce(sum(last_seq - first_seq + 1 - suppressed - rejected), 0) from batches
        where state = 'uncertain') as uncertain,
      (select max(case when paused_until > tat and paused_at <= ${now + CLOCKS_DIFFER_MS} then paused_until
        when tat <= ${now + LONGEST_WAIT_MS} then tat else 0 end) from send_rate) as rate_until,
      (select min(received_at) from mail_events where applied_at is null and tries = 0) as oldest_event,
      (select count(*) from mail_events where applied_at is null and tries > 0) as unmatched,
      (select count(*) from mail_events where type = 'email.received' and result = 'ignored') as received_ignored,
      (select count(*) from single_mails where state in ('pending', 'submitting')) as singles,
      (select min(created_at) from single_mails where state in ('pending', 'submitting')) as oldest_single,
      (select count(*) from signup_requests) as signups,
      (select coalesce(sum(refused), 0) from caps where cap in (${sql.join([...ALARM_CAPS])})) as turned_away,
      (select coalesce(max(settled_at), 0) from issues where state = 'sent') as last_sent,
      (select coalesce(max(created_at), 0) from catalogue_snapshots) as catalogue_changed,
      coalesce((select cast(value as bigint) from meta where key = ${BACKUP_KEPT}),
        (select cast(value as bigint) from meta where key = ${BACKUP_BEGUN}), 0) as last_backup,
      coalesce((select cast(value as bigint) from meta where key = ${BOUNCES_READ_AT}), 0) as bounces_read`.execute(
    store.db,
  );
  const row = rows[0];
  if (!row) throw new Error('The database answered a question without a row.');
  return {
    oldestUnsentMs: age(row.oldest_due),
    // Postgres answers sum(bigint) as numeric, which arrives as text.
    uncertainMembers: Number(row.uncertain),
    pendingMembers: Number(row.pending),
    waitingMembers: Number(row.waiting),
    deferredMembers: Number(row.deferred),
    earlyMembers: Number(row.early),
    rateWaitMs: Math.max(0, (row.rate_until ?? now) - now),
    webhookLagMs: age(row.oldest_event),
    webhookUnmatched: Number(row.unmatched),
    receivedIgnored: Number(row.received_ignored),
    openSingleMails: Number(row.singles),
    oldestSingleMailMs: age(row.oldest_single),
    openSignups: Number(row.signups),
    signupsTurnedAway: Number(row.turned_away),
    lastIssueSentAt: Number(row.last_sent),
    catalogueChangedAt: Number(row.catalogue_changed),
    lastBackupAt: Number(row.last_backup),
    bouncesReadAt: Number(row.bounces_read),
    events: await readEventCounts(store),
  };
}
