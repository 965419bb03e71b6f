import type { Generated } from 'kysely';
import type { ApiAnswerTable, ApiKeyTable, CatalogueProposalTable } from './api/api-tables.ts';
import type {
  CapTable,
  LinkRequestTable,
  SignupAddressTable,
  SignupRequestTable,
} from './audience/signup-tables.ts';
import type { CohortTable, CohortZoneTable, SubjectTrialTable } from './delivery/cohort-tables.ts';
import type { CorrectionTable, GoLinkTable, IssueReportTable } from './delivery/going-tables.ts';
import type { SingleMailTable } from './delivery/single-mail-table.ts';
import type { EarlyTemplateTable, MailTemplateTable } from './delivery/template-tables.ts';
import type { ApprovalTable, DeskSessionTable, SignInTable } from './desk/desk-tables.ts';
import type {
  EventCountTable,
  IssueOutcomeTable,
  MailEventTable,
  OutcomeTable,
} from './feedback/feedback-tables.ts';
import type { CataloguePullTable, CatalogueTextTable } from './issue/catalogue-tables.ts';
import type { ApprovedMailsTable, LinkAnswerTable } from './issue/check-tables.ts';
import type { FrozenMailTable, IssueChangesTable, IssueTable, PairingTable } from './issue/issue-tables.ts';
import type { ApprovalRecordTable, DataKeyTable, PickRecordTable } from './issue/open-data-tables.ts';
import type { BallotTable, VoteFlagTable } from './vote/vote-tables.ts';
import type {
  OutgoingEventTable,
  WebhookDeliveryTable,
  WebhookEndpointTable,
} from './webhooks/webhook-tables.ts';

/**
 * One schema for SQLite and Postgres (docs/decisions/003). Times are epoch milliseconds in bigint columns, JSON is
 * text parsed in code, states are text, there are no native booleans: the forms that read the same on both.
 */
export interface Schema {
  meta: { key: string; value: string };
  catalogue_snapshots: { hash: string; body: string; created_at: number };
  catalogue_pulls: CataloguePullTable;
  catalogue_texts: CatalogueTextTable;
  issues: IssueTable;
  pairings: PairingTable;
  frozen_mails: FrozenMailTable;
  mail_templates: MailTemplateTable;
  early_templates: EarlyTemplateTable;
  subscribers: SubscriberTable;
  suppressions: SuppressionTable;
  consents: ConsentTable;
  deliveries: DeliveryTable;
  batches: BatchTable;
  cohorts: CohortTable;
  cohort_zones: CohortZoneTable;
  subject_trials: SubjectTrialTable;
  provider_map: { provider_id: string; issue_id: number; seq: number };
  single_mails: SingleMailTable;
  mail_events: MailEventTable;
  event_counts: EventCountTable;
  outcomes: OutcomeTable;
  issue_outcomes: IssueOutcomeTable;
  cron_runs: { job: string; slot: number; claimed_at: number };
  send_rate: SendRateTable;
  refusals: RefusalTable;
  activity: ActivityTable;
  ballots: BallotTable;
  vote_flags: VoteFlagTable;
  signup_requests: SignupRequestTable;
  signup_addresses: SignupAddressTable;
  caps: CapTable;
  link_requests: LinkRequestTable;
  sign_ins: SignInTable;
  desk_sessions: DeskSessionTable;
  approvals: ApprovalTable;
  approved_mails: ApprovedMailsTable;
  link_answers: LinkAnswerTable;
  go_links: GoLinkTable;
  corrections: CorrectionTable;
  issue_reports: IssueReportTable;
  api_keys: ApiKeyTable;
  api_answers: ApiAnswerTable;
  catalogue_proposals: CatalogueProposalTable;
  pick_records: PickRecordTable;
  issue_changes: IssueChangesTable;
  approval_records: ApprovalRecordTable;
  data_keys: DataKeyTable;
  spent_proofs: { nonce: string; expires_at: number };
  outgoing_events: OutgoingEventTable;
  webhook_endpoints: WebhookEndpointTable;
  webhook_deliveries: WebhookDeliveryTable;
}

/** One row a mailer. */
export interface SendRateTable {
  key: string;
  /** The send time that was handed out last. */
  tat: number;
  /** Microseconds beyond it. */
  tat_us: Generated<number>;
  gap_ms: number;
  /** The gap itself, in microseconds, where `gap_ms` is the next whole one; else that counts. */
  gap_us: Generated<number>;
  /** Nobody asks this mailer before; 0 for no pause. */
  paused_until: Generated<number>;
  /** How many came one after the other, with nothing taken in between. */
  pauses: Generated<number>;
  pause_reason: Generated<string>;
  /** rate, daily_quota, monthly_quota, busy or unclear; '' for none. */
  pause_kind: Generated<string>;
  /** What the clock said when the pause was written. */
  paused_at: Generated<number>;
}

/** Readers of an issue who were rejected, added up by what was said. */
export interface RefusalTable {
  issue_id: number;
  /** The words without what differs from mail to mail. */
  cause: string;
  /** The words as they were said last. */
  reason: string;
  members: number;
  /** Of them, those an editor knew of when the issue was resumed. */
  accepted_members: Generated<number>;
  /** 1 where this cause has stopped the issue. */
  stopped: Generated<number>;
}

export interface SubscriberTable {
  id: Generated<number>;
  /** As typed, domain in lower case; '' once erased. */
  email: string;
  /** What makes two addresses one person; `erased:<id>` once erased. */
  dedupe_key: string;
  name: Generated<string>;
  /** IANA zone, '' when unknown. */
  timezone: Generated<string>;
  /** JSON array of categories. */
  interests: Generated<string>;
  /** pending, confirmed, unsubscribed, erased. */
  state: string;
  source: string;
  created_at: number;
  confirmed_at: number | null;
  unsubscribed_at: number | null;
  paused_until: number | null;
  /** Set while the address is on the suppression list, so that the audience is one scan of one table. */
  suppressed_at: number | null;
}

export interface SuppressionTable {
  /** Keyed hash of the dedupe key: stays when the person is erased. */
  address_hash: string;
  /** '' once erased. */
  email: string;
  /** hard_bounce, complaint, manual, erased. */
  reason: string;
  detail: Generated<string>;
  created_at: number;
}

export interface ConsentTable {
  id: Generated<number>;
  subscriber_id: number;
  /** requested, confirmed, imported, changed, unsubscribed, erased. */
  event: string;
  at: number;
  /** The exact words shown or given. */
  wording: string;
  source: string;
  /** JSON: whatever else was recorded. */
  evidence: Generated<string>;
}

export interface DeliveryTable {
  issue_id: number;
  seq: number;
  subscriber_id: number;
  email: string;
  name: string;
  variant: number;
  /** 0 = as its batch says, 1 = suppressed at the seal, 2 = rejected by the provider. */
  status: Generated<number>;
  reason: Generated<string>;
}

export interface BatchTable {
  issue_id: number;
  n: number;
  first_seq: number;
  last_seq: number;
  /** pending, submitting, submitted, rejected, uncertain. */
  state: Generated<string>;
  /** Members that are suppressed or rejected within this batch. */
  suppressed: Generated<number>;
  rejected: Generated<number>;
  /** The mailer that holds it from the first attempt on; '' before. */
  provider: Generated<string>;
  /** '' until sealed. */
  idempotency_key: Generated<string>;
  /** Of the key it has or will get: one more after each clear no. */
  generation: Generated<number>;
  /**
   * 1 when it was cut from another: then the key names its first reader, because its number depends on what was cut
   * first.
   */
  is_piece: Generated<number>;
  payload_sha256: Generated<string>;
  /** Key and version the links were signed with (`sealName`), so that a retry makes the same bytes after a rotation. */
  signing_key: Generated<string>;
  /** Digest of the account it was last tried with, and while it is unclear of the first such one; '' for not known. */
  account: Generated<string>;
  owner: Generated<string>;
  lease_until: Generated<number>;
  /** What the clock said when lease_until and not_before were written. */
  touched_at: Generated<number>;
  /** The readers' own hour, where an issue goes by local time; 0 otherwise. No retry or new seal ever changes it. */
  due_at: Generated<number>;
  /** Not to be tried before this instant (rate, quota, backoff). */
  not_before: Generated<number>;
  attempts: Generated<number>;
  sealed_at: number | null;
  /** `issues.renewals` when it was tried last; or first, while an attempt is unclear. */
  renewals: Generated<number>;
  /** First attempt that was not answered by a clear no: the provider's key window runs from here. */
  unclear_since: number | null;
  settled_at: number | null;
  /** First "later" that was about this batch's reader alone, and how many there were; null for none. */
  deferred_since: number | null;
  deferrals: number | null;
  /** When the provider's own record was asked about it last; null for never. */
  looked_at: number | null;
  /** When it first had none of them, while it had mails from before and after; null while that is not known. */
  unseen_at: number | null;
  reason: Generated<string>;
  /** JSON array of provider ids in seq order, of the members that were taken. */
  provider_ids: Generated<string>;
  /** 1 once these ids are in provider_map, too. */
  mapped: Generated<number>;
}

export interface ActivityTable {
  id: Generated<number>;
  at: number;
  /** '' when it is not about one issue. */
  week: Generated<string>;
  who: string;
  action: string;
  detail: Generated<string>;
  content_hash: Generated<string>;
}
