import { sql } from 'kysely';
import type { Store } from '../database.ts';
import type { WaitingEvent } from './mail-events.ts';

/** The mail of ours that an event is about. `email` is '' when its reader was erased. */
export type EventMatch =
  | {
      readonly kind: 'delivery';
      readonly issueId: number;
      readonly seq: number;
      readonly subscriberId: number;
      readonly email: string;
    }
  | { readonly kind: 'single'; readonly id: number; readonly email: string }
  | { readonly kind: 'foreign' }
  /** Not one of ours yet: the answer that brings its id may still be under way. */
  | { readonly kind: 'waits' };

/**
 * Finds each event's mail: by our own tag, which is there before the mail API's answer is, else by the mail API's id.
 * Tags of single mails without this database's name are believed only when that id agrees.
 */
export async function matchEvents(
  store: Store,
  events: readonly WaitingEvent[],
): Promise<ReadonlyMap<string, EventMatch>> {
  const byProvider = await providerIds(store, events);
  const targets = new Map(events.map(event => [event.eventId, targetOf(event, byProvider)]));
  const deliveries = await deliveriesOf(store, [...targets.values()]);
  const singles = await singlesOf(store, [...targets.values()]);
  return new Map(
    events.map(event => {
      const target = targets.get(event.eventId);
      if (target?.kind === 'foreign') return [event.eventId, { kind: 'foreign' }];
      const match =
        target?.kind === 'delivery'
          ? deliveries.get(`${target.issueId}/${target.seq}`)
          : target?.kind === 'single'
            ? agreed(singles.get(target.id), target.sure, event.providerId)
            : undefined;
      return [event.eventId, match ?? { kind: 'waits' }];
    }),
  );
}

type Target =
  | { readonly kind: 'delivery'; readonly issueId: number; readonly seq: number }
  | { readonly kind: 'single'; readonly id: number; readonly sure: boolean }
  | { readonly kind: 'foreign' };

interface SingleRow {
  readonly id: number;
  readonly email: string;
  readonly providerId: string;
}

function targetOf(event: WaitingEvent, byProvider: ReadonlyMap<string, Target>): Target | undefined {
  const { subject } = event;
  if (subject.kind === 'delivery' || subject.kind === 'single' || subject.kind === 'foreign') return subject;
  return byProvider.get(event.providerId);
}

function agreed(row: SingleRow | undefined, sure: boolean, providerId: string): EventMatch | undefined {
  if (!row) return undefined;
  if (!sure && row.providerId !== providerId) {
    return row.providerId === '' ? undefined : { kind: 'foreign' };
  }
  return { kind: 'single', id: row.id, email: row.email };
}

async function providerIds(store: Store, events: readonly WaitingEvent[]): Promise<Map<string, Target>> {
  const ids = events
    .filter(({ subject, providerId }) => subject.kind === 'untagged' && providerId !== '')
    .map(({ providerId }) => providerId);
  if (ids.length === 0) return new Map();
  const singles = await store.db
    .selectFrom('single_mails')
    .select(['id', 'provider_id'])
    .where('provider_id', 'in', ids)
    // Spelt out, not bound: only so does SQLite see that the partial index fits.
    .where(sql<boolean>`provider_id <> ''`)
    .execute();
  const mapped = await store.db
    .selectFrom('provider_map')
    .selectAll()
    .where('provider_id', 'in', ids)
    .execute();
  return new Map<string, Target>([
    ...singles.map((row): [string, Target] => [row.provider_id, { kind: 'single', id: row.id, sure: true }]),
    ...mapped.map((row): [string, Target] => [
      row.provider_id,
      { kind: 'delivery', issueId: row.issue_id, seq: row.seq },
    ]),
  ]);
}

async function deliveriesOf(
  store: Store,
  targets: readonly (Target | undefined)[],
): Promise<Map<string, EventMatch>> {
  const found = new Map<string, EventMatch>();
  const wanted = Map.groupBy(
    targets.flatMap(target => (target?.kind === 'delivery' ? [target] : [])),
    ({ issueId }) => issueId,
  );
  for (const [issueId, ofIssue] of wanted) {
    const rows = await store.db
      .selectFrom('deliveries')
      .select(['seq', 'subscriber_id', 'email'])
      .where('issue_id', '=', issueId)
      .where('seq', 'in', [...new Set(ofIssue.map(({ seq }) => seq))])
      .execute();
    for (const { seq, subscriber_id, email } of rows) {
      found.set(`${issueId}/${seq}`, { kind: 'delivery', issueId, seq, subscriberId: subscriber_id, email });
    }
  }
  return found;
}

async function singlesOf(
  store: Store,
  targets: readonly (Target | undefined)[],
): Promise<Map<number, SingleRow>> {
  const ids = targets.flatMap(target => (target?.kind === 'single' ? [target.id] : []));
  if (ids.length === 0) return new Map();
  const rows = await store.db
    .selectFrom('single_mails')
    .select(['id', 'to_email', 'provider_id'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(row => [row.id, { id: row.id, email: row.to_email, providerId: row.provider_id }]));
}
