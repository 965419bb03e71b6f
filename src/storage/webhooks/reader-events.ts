import { type EventType, outgoing, subscriberSubject } from '../../webhooks/outgoing-event.ts';
import type { NewConsent } from '../audience/consents.ts';
import type { Store } from '../database.ts';
import { announce } from './outgoing-events.ts';

/** Tells what became of readers, by their numbers alone, within the transaction that has written it. @param at epoch ms */
export function announceReaders(
  store: Store,
  type: Extract<EventType, `subscriber.${string}`>,
  ids: readonly number[],
  at: number,
): Promise<void> {
  return announce(
    store,
    ids.map(subscriber => outgoing(type, subscriberSubject(subscriber), at, { subscriber })),
  );
}

/** The same of what an import has put down: also who came as somebody who had left elsewhere. */
export async function announceImported(store: Store, consents: readonly NewConsent[]): Promise<void> {
  for (const state of ['confirmed', 'unsubscribed'] as const) {
    const theirs = consents.filter(({ evidence }) => evidence.status === state);
    const ids = theirs.map(({ subscriberId }) => subscriberId);
    await announceReaders(store, `subscriber.${state}`, ids, theirs[0]?.at ?? 0);
  }
}
