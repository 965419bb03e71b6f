import { factOf } from '../../feedback/fact-of.ts';
import type { EventSubject, MailEvent, MailFact } from '../../feedback/mail-event.ts';
import type { Store } from '../database.ts';
import { countEvents, type EventResult } from './event-counts.ts';

/** Events applied in one transaction: short enough that the sender and the site hardly wait. */
const GROUP = 100;
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** An event of the inbox that waits to be applied. */
export interface WaitingEvent {
  readonly eventId: string;
  readonly type: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly providerId: string;
  readonly subject: EventSubject;
  readonly fact: MailFact;
}

/** About nobody of ours: that they came is enough, and what they say no erasure here would find. */
const OF_OTHERS = new Set<EventResult>(['foreign', 'unmatched']);

/**
 * Keeps events, each once whatever is delivered how often. Committed when this returns: only then may the mail API be
 * told that we have them.
 * @returns how many were new
 */
export async function keepEvents(store: Store, events: readonly MailEvent[], now: number): Promise<number> {
  if (events.length === 0) return 0;
  const rows = [...new Map(events.map(event => [event.eventId, event])).values()].map(event => ({
    event_id: event.eventId,
    source: event.source,
    at: event.at,
    received_at: now,
    type: event.type,
    provider_id: event.providerId,
    ...subjectColumns(event.subject),
    body: event.body,
    try_at: now,
  }));
  const { numInsertedOrUpdatedRows } = await store.db
    .insertInto('mail_events')
    .values(rows)
    .onConflict(conflict => conflict.column('event_id').doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}

/** Whether an event waits to be applied: asked before a transaction is begun, which on SQLite keeps every writer out. */
export async function anyWaiting(store: Store, now: number): Promise<boolean> {
  const row = await store.db
    .selectFrom('mail_events')
    .select('event_id')
    .where('applied_at', 'is', null)
    .where('try_at', '<=', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The next events to apply, at most a group, those that came first before the others. */
export async function waitingEvents(store: Store, now: number): Promise<WaitingEvent[]> {
  const rows = await store.db
    .selectFrom('mail_events')
    .select([
      'event_id',
      'source',
      'at',
      'received_at',
      'provider_id',
      'type',
      'about',
      'issue_id',
      'seq',
      'single_id',
      'body',
    ])
    .where('applied_at', 'is', null)
    .where('try_at', '<=', now)
    .orderBy('try_at')
    .orderBy('event_id')
    .limit(GROUP)
    .execute();
  return rows.map(row => ({
    eventId: row.event_id,
    type: row.type,
    at: row.at,
    receivedAt: row.received_at,
    providerId: row.provider_id,
    subject: subjectFrom(row),
    fact: factOf(row.source, row),
  }));
}

/** Within a transaction: they are counted as well. */
export async function finishEvents(
  store: Store,
  events: readonly Pick<WaitingEvent, 'eventId' | 'type'>[],
  result: EventResult,
  now: number,
): Promise<void> {
  if (events.length === 0) return;
  await store.db
    .updateTable('mail_events')
    .set({ applied_at: now, result, ...(OF_OTHERS.has(result) && { body: '{}' }) })
    .where(
      'event_id',
      'in',
      events.map(({ eventId }) => eventId),
    )
    .execute();
  await countEvents(
    store,
    events.map(({ type }) => type),
    result,
  );
}

/** Leaves nothing of what events said, once it was applied: their reader was erased. */
export async function emptyEvents(store: Store, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return;
  await store.db.updateTable('mail_events').set({ body: '{}' }).where('event_id', 'in', eventIds).execute();
}

/** Looks at events again after as long as they have waited: early ones soon, hopeless ones once an hour. */
export async function postponeEvents(
  store: Store,
  events: readonly WaitingEvent[],
  now: number,
): Promise<void> {
  for (const { eventId, receivedAt } of events) {
    const wait = Math.min(HOUR_MS, Math.max(SECOND_MS, now - receivedAt));
    await store.db
      .updateTable('mail_events')
      .set(eb => ({ tries: eb('tries', '+', 1), try_at: now + wait }))
      .where('event_id', '=', eventId)
      .execute();
  }
}

/** Notes which delivery an event without our tag belongs to, so that replays and erasures find it. */
export async function nameDelivery(
  store: Store,
  eventId: string,
  delivery: { readonly issueId: number; readonly seq: number },
): Promise<void> {
  await store.db
    .updateTable('mail_events')
    .set({ issue_id: delivery.issueId, seq: delivery.seq })
    .where('event_id', '=', eventId)
    .execute();
}

/**
 * Forgets what events know of a person: network addresses, programs and links of their visits, and the words of bounces.
 * That the events came, when, and what they did stays. For an erasure, beside emptying the deliveries.
 */
export async function forgetEvents(
  store: Store,
  person: { readonly subscriberId: number | null; readonly mailIds: readonly number[] },
): Promise<void> {
  const { subscriberId, mailIds } = person;
  if (subscriberId !== null) {
    const theirs = await store.db
      .selectFrom('deliveries')
      .select(['issue_id', 'seq'])
      .where('subscriber_id', '=', subscriberId)
      // Lets the index on both columns work.
      .where('issue_id', 'in', store.db.selectFrom('issues').select('id'))
      .execute();
    for (const { issue_id, seq } of theirs) {
      await store.db
        .updateTable('mail_events')
        .set({ body: '{}' })
        .where('issue_id', '=', issue_id)
        .where('seq', '=', seq)
        .where('applied_at', 'is not', null)
        .execute();
    }
  }
  if (mailIds.length === 0) return;
  await store.db
    .updateTable('mail_events')
    .set({ body: '{}' })
    .where('single_id', 'in', mailIds)
    .where('applied_at', 'is not', null)
    .execute();
}

function subjectColumns(subject: EventSubject) {
  switch (subject.kind) {
    case 'delivery':
      return { about: 'delivery', issue_id: subject.issueId, seq: subject.seq, single_id: null };
    case 'single':
      return { about: subject.sure ? 'single' : 'single?', issue_id: null, seq: null, single_id: subject.id };
    default:
      return { about: subject.kind, issue_id: null, seq: null, single_id: null };
  }
}

function subjectFrom(row: {
  readonly about: string;
  readonly issue_id: number | null;
  readonly seq: number | null;
  readonly single_id: number | null;
}): EventSubject {
  if (row.issue_id !== null && row.seq !== null) {
    return { kind: 'delivery', issueId: row.issue_id, seq: row.seq };
  }
  if (row.single_id !== null) return { kind: 'single', id: row.single_id, sure: row.about === 'single' };
  return { kind: row.about === 'foreign' || row.about === 'none' ? row.about : 'untagged' };
}
