import type { Outcome } from '../../feedback/outcome.ts';
import {
  type EventData,
  type OutgoingEvent,
  outgoing,
  subscriberSubject,
} from '../../webhooks/outgoing-event.ts';
import type { Store } from '../database.ts';
import { announce, isAnybodyTold } from './outgoing-events.ts';

/** What became of a delivery. */
interface Risen {
  readonly seq: number;
  readonly outcome: Outcome;
  /** Epoch ms. */
  readonly at: number;
}

const BOUNCE_OF: Partial<Readonly<Record<Outcome, EventData['delivery.bounced']['bounce']>>> = {
  bounced: 'permanent',
  bounced_soft: 'transient',
  blocked: 'ours',
};

/**
 * Tells of deliveries that have bounced or were complained of, all of a group at once, within the transaction that has written
 * it. Their readers are looked up only where somebody wants to be told.
 */
export async function announceOutcomes(
  store: Store,
  issueId: number,
  risen: readonly Risen[],
): Promise<void> {
  const bad = risen.filter(({ outcome }) => outcome === 'complained' || BOUNCE_OF[outcome] !== undefined);
  if (bad.length === 0) return;
  if (!(await isAnybodyTold(store, ['delivery.bounced', 'delivery.complained']))) return;
  const rows = await store.db
    .selectFrom('deliveries as d')
    .innerJoin('issues as i', 'i.id', 'd.issue_id')
    .select(['i.week', 'd.seq', 'd.subscriber_id'])
    .where('d.issue_id', '=', issueId)
    .where(
      'd.seq',
      'in',
      bad.map(({ seq }) => seq),
    )
    .execute();
  const known = new Map(rows.map(row => [row.seq, row]));
  await announce(
    store,
    bad.flatMap(({ seq, outcome, at }): OutgoingEvent[] => {
      const row = known.get(seq);
      if (!row) return [];
      const { week, subscriber_id: subscriber } = row;
      const subject = subscriberSubject(subscriber);
      const bounce = BOUNCE_OF[outcome];
      return bounce === undefined
        ? [outgoing('delivery.complained', subject, at, { week, subscriber })]
        : [outgoing('delivery.bounced', subject, at, { week, subscriber, bounce })];
    }),
  );
}
