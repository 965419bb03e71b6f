import { sql } from 'kysely';
import type { Store } from '../database.ts';

/** What an operator watches of webhooks; 0 where there is nothing. */
export interface WebhookGauges {
  /** Events that an endpoint which is on has not got yet, each counted for each. */
  readonly eventsWaiting: number;
  /** Since the oldest of them happened, ms. */
  readonly oldestEventMs: number;
  /** Endpoints that are switched off. */
  readonly endpointsOff: number;
}

export async function readWebhookGauges({ db }: Store, now: number): Promise<WebhookGauges> {
  const { rows } = await sql<{ waiting: number; oldest: number | null; off: number }>`
    select count(*) as waiting, min(e.created_at) as oldest,
      (select count(*) from webhook_endpoints where state = 'disabled') as off
    from webhook_deliveries d join outgoing_events e on e.id = d.event_id
    where d.endpoint_id in (select id from webhook_endpoints where state = 'active')`.execute(db);
  const [row] = rows;
  return {
    eventsWaiting: Number(row?.waiting ?? 0),
    oldestEventMs: Math.max(0, now - Number(row?.oldest ?? now)),
    endpointsOff: Number(row?.off ?? 0),
  };
}
