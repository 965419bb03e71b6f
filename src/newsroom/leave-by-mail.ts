import { findById, unsubscribe } from '../storage/audience/subscribers.ts';
import type { Store } from '../storage/database.ts';
import type { WaitingEvent } from '../storage/feedback/mail-events.ts';

/**
 * Takes off the list who asked for it by mail. Who has signed up again since they wrote stays.
 * @param store within a transaction
 * @returns of the events that ask to leave: those that were heard, and those that concern nobody or are out of date
 */
export async function leaveByMail(
  store: Store,
  events: readonly WaitingEvent[],
): Promise<{ readonly left: readonly WaitingEvent[]; readonly ignored: readonly WaitingEvent[] }> {
  const left: WaitingEvent[] = [];
  const ignored: WaitingEvent[] = [];
  for (const event of events) {
    if (event.fact.kind !== 'leave') continue;
    const { subscriberId } = event.fact;
    const reader = await findById(store, subscriberId);
    const isStale = reader?.confirmedAt != null && reader.confirmedAt > event.at;
    const outcome = isStale
      ? 'unknown'
      : await unsubscribe(store, subscriberId, {
          at: event.at,
          consent: { wording: 'unsubscribe', source: 'mail', evidence: { method: 'mailto' } },
        });
    (outcome === 'unknown' ? ignored : left).push(event);
  }
  return { left, ignored };
}
