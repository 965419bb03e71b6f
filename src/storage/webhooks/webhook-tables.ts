import type { Generated } from 'kysely';

/** What has happened, as programs elsewhere are told of it; written only where somebody wants to be told. */
export interface OutgoingEventTable {
  id: Generated<number>;
  /** `issue:2026-W48`, `subscriber:17`: order is kept among events about the same. */
  subject: string;
  type: string;
  /** JSON, the very bytes that are posted. */
  body: string;
  /** When it happened, epoch ms. */
  created_at: number;
}

export interface WebhookEndpointTable {
  id: Generated<number>;
  url: string;
  /** JSON array of event types. */
  events: string;
  /** standard, slack, discord. */
  shape: string;
  /** `whsec_…`. */
  secret: string;
  /** JSON of those that it replaced and that are good beside it for a while, newest first: `[{ secret, until }]`. */
  earlier_secrets: Generated<string>;
  /** active, disabled. */
  state: Generated<string>;
  /** Why it is disabled; '' otherwise. */
  reason: Generated<string>;
  disabled_at: number | null;
  created_at: number;
  created_by: string;
  /** The process that posts to it now; '' for none. */
  owner: Generated<string>;
  lease_until: Generated<number>;
  /** Tries in a row without a yes. */
  failures: Generated<number>;
  /** Nothing is posted before this instant. */
  not_before: Generated<number>;
  /** JSON of the last answers, newest first. */
  answers: Generated<string>;
}

/** An event that an endpoint has not said yes to. One that it has is no row any more. */
export interface WebhookDeliveryTable {
  endpoint_id: number;
  event_id: number;
  /** As in its event. */
  subject: string;
  /** Not to be tried before, once it was tried for nothing. */
  due_at: Generated<number>;
  tries: Generated<number>;
  /** Null before the first try. */
  first_tried_at: number | null;
}
