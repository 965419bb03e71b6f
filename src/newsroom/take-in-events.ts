import { outcomeOf, suppressionBy } from '../feedback/outcome.ts';
import { deadBySoftBounces } from '../feedback/soft-bounces.ts';
import { lastConfirmedAt } from '../storage/audience/consents.ts';
import { suppress } from '../storage/audience/suppressions.ts';
import type { Store } from '../storage/database.ts';
import { hasUnmappedIds, mapNextIds } from '../storage/delivery/provider-map.ts';
import { settleProvenSingle } from '../storage/delivery/uncertain-batches.ts';
import { type EventMatch, matchEvents } from '../storage/feedback/event-matches.ts';
import {
  anyWaiting,
  emptyEvents,
  finishEvents,
  nameDelivery,
  postponeEvents,
  type WaitingEvent,
  waitingEvents,
} from '../storage/feedback/mail-events.ts';
import { holdFeedback, pastDeliveries, raiseOutcomes } from '../storage/feedback/outcomes.ts';
import { holdAudience, inTransaction } from '../storage/transaction.ts';
import { checkAlarms } from './alarms.ts';
import { leaveByMail } from './leave-by-mail.ts';
import type { Newsroom } from './newsroom.ts';
import { settleProven } from './settle-proven.ts';

/** An event that no mail of ours has fitted for this long never will. */
const GIVE_UP_MS = 3 * 24 * 3_600_000;

export interface TakenIn {
  /** Events that have found their mail. */
  readonly applied: number;
  /** Batches that they settled. */
  readonly reconciled: number;
}

/**
 * Applies the events that have come: outcomes and their counts, suppressions, alarms, and batches that they prove were
 * taken. For the scheduler to call every second and whenever one has come; safe to kill and to repeat, and for several
 * processes at once (one of them does it).
 */
export async function takeInEvents(room: Newsroom, signal?: AbortSignal): Promise<TakenIn> {
  let applied = 0;
  while (!signal?.aborted && (await anyWaiting(room.store, room.now()))) {
    const group = await inTransaction(room.store, trx => applyGroup(trx, room.now()));
    if (!group) break;
    if (group === 'asks_for_ids') {
      await mapNextIds(room.store);
      continue;
    }
    applied += group.applied;
    await checkAlarms(room, group.issueIds);
    // The web server of the same process answers between two groups.
    await new Promise(resolve => setImmediate(resolve));
  }
  // Also without a new event: a batch may have become uncertain after its events had come.
  const reconciled = await settleProven(room);
  await checkAlarms(room, []);
  return { applied, reconciled };
}

interface MatchedEvent {
  readonly event: WaitingEvent;
  readonly match: Extract<EventMatch, { kind: 'delivery' | 'single' }>;
}

/** @returns null when there is nothing to do, or another process is at it */
async function applyGroup(
  store: Store,
  now: number,
): Promise<{ readonly applied: number; readonly issueIds: readonly number[] } | 'asks_for_ids' | null> {
  if (!(await holdFeedback(store))) return null;
  const events = await waitingEvents(store, now);
  if (events.length === 0) return null;
  const silent = events.filter(
    ({ subject, fact }) => fact.kind !== 'leave' && (subject.kind === 'none' || fact.kind === 'other'),
  );
  const telling = events.filter(event => event.fact.kind !== 'leave' && !silent.includes(event));
  const isUntagged = telling.some(({ subject }) => subject.kind === 'untagged');
  if (isUntagged && (await hasUnmappedIds(store))) return 'asks_for_ids';
  const matches = await matchEvents(store, telling);
  const matched = telling.flatMap((event): MatchedEvent[] => {
    const match = matches.get(event.eventId);
    return match?.kind === 'delivery' || match?.kind === 'single' ? [{ event, match }] : [];
  });
  await applyMatched(store, matched, now);
  // After it, because that may hold the audience, which comes before any row.
  const { left, ignored } = await leaveByMail(store, events);
  const unknown = (kind: EventMatch['kind']) =>
    telling.filter(({ eventId }) => matches.get(eventId)?.kind === kind);
  const [hopeless, early] = split(unknown('waits'), ({ receivedAt }) => now - receivedAt >= GIVE_UP_MS);
  await finishEvents(store, [...matched.map(({ event }) => event), ...left], 'applied', now);
  await finishEvents(store, [...silent, ...ignored], 'ignored', now);
  await finishEvents(store, unknown('foreign'), 'foreign', now);
  await finishEvents(store, hopeless, 'unmatched', now);
  await postponeEvents(store, early, now);
  return { applied: matched.length, issueIds: issuesOf(matched) };
}

async function applyMatched(store: Store, matched: readonly MatchedEvent[], now: number): Promise<void> {
  // Before any row is touched, as everybody who changes the audience does it (holdAudience).
  if (matched.some(({ event }) => MAY_SUPPRESS.has(event.fact.kind))) await holdAudience(store, 'exclusive');
  for (const { event, match } of matched) {
    const suppression = suppressionBy(event.fact);
    if (!suppression || (suppression.reason === 'hard_bounce' && (await isOutlived(store, match, event.at))))
      continue;
    await suppress(store, { ...suppression, email: match.email, at: event.at });
  }
  await raiseOutcomes(
    store,
    matched.flatMap(({ event, match }) => {
      const outcome = outcomeOf(event.fact);
      if (match.kind !== 'delivery' || outcome === null) return [];
      return [{ issueId: match.issueId, seq: match.seq, outcome, at: event.at }];
    }),
  );
  for (const { event, match } of matched) {
    if (match.kind === 'single') {
      await settleProvenSingle(store, { id: match.id, providerId: event.providerId });
    } else if (event.subject.kind === 'untagged') {
      await nameDelivery(store, event.eventId, match);
    }
  }
  await suppressSoftBounces(store, matched, now);
  await emptyEvents(
    store,
    idsOf(matched.filter(({ match }) => match.email === '').map(({ event }) => event)),
  );
}

/** Whether the reader has confirmed the address since: a mail arrived there after what is only told of now. */
async function isOutlived(store: Store, { email }: { readonly email: string }, at: number): Promise<boolean> {
  return at < (await lastConfirmedAt(store, email));
}

const MAY_SUPPRESS = new Set(['bounced', 'complained', 'suppressed']);

/** After the outcomes of the group are written: each bounce counts from the first to the last. */
async function suppressSoftBounces(
  store: Store,
  matched: readonly MatchedEvent[],
  now: number,
): Promise<void> {
  for (const { event, match } of matched) {
    if (match.kind !== 'delivery' || match.email === '') continue;
    if (event.fact.kind !== 'bounced' || /^(permanent|ours)$/.test(event.fact.lasting)) continue;
    const since = await lastConfirmedAt(store, match.email);
    const past = await pastDeliveries(store, match.subscriberId, now);
    const detail = deadBySoftBounces(past.filter(({ at }) => at >= since));
    if (detail !== '') {
      await suppress(store, { email: match.email, reason: 'hard_bounce', detail, at: event.at });
    }
  }
}

function issuesOf(matched: readonly MatchedEvent[]): number[] {
  return [...new Set(matched.flatMap(({ match }) => (match.kind === 'delivery' ? [match.issueId] : [])))];
}

function idsOf(events: readonly WaitingEvent[]): string[] {
  return events.map(({ eventId }) => eventId);
}

function split<T>(items: readonly T[], first: (item: T) => boolean): [T[], T[]] {
  return [items.filter(first), items.filter(item => !first(item))];
}
