import type { Generated } from 'kysely';
import type { EventSource } from '../../feedback/event-source.ts';

/** The webhook inbox: each event once, kept after it was applied so that rules can be replayed. */
export interface MailEventTable {
  event_id: string;
  /** The mail API that reported it. */
  source: Generated<EventSource>;
  at: number;
  received_at: number;
  type: string;
  provider_id: string;
  /** delivery, single, single?, untagged, foreign, none: see EventSubject. */
  about: string;
  issue_id: number | null;
  seq: number | null;
  single_id: number | null;
  /** JSON without personal data but for the network address and program of a click. */
  body: string;
  tries: Generated<number>;
  /** Not to be looked at before this instant: events that nothing of ours matches yet come up ever more rarely. */
  try_at: number;
  applied_at: number | null;
  /** applied, ignored, foreign, unmatched; '' while it waits. */
  result: Generated<string>;
}

/** Events taken in, counted in the transaction that finishes them: the inbox itself may be long. */
export interface EventCountTable {
  type: string;
  /** applied, ignored, foreign, unmatched. */
  result: string;
  events: number;
}

/** What the mail API reported about a delivery; no row before the first event. */
export interface OutcomeTable {
  issue_id: number;
  seq: number;
  /** A rank of src/feedback/outcome.ts. */
  outcome: number;
  /** When that happened, epoch ms. */
  at: number;
}

/** The outcomes of an issue, counted: changed in the transaction that changes them. */
export interface IssueOutcomeTable {
  issue_id: number;
  submitted: Generated<number>;
  delayed: Generated<number>;
  failed: Generated<number>;
  suppressed: Generated<number>;
  delivered: Generated<number>;
  blocked: Generated<number>;
  bounced_soft: Generated<number>;
  bounced: Generated<number>;
  complained: Generated<number>;
  /** quiet, warn, stop: what was already acted upon. */
  complaints_alarm: Generated<string>;
  bounces_alarm: Generated<string>;
}
