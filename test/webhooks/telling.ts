import { onTestFinished } from 'vitest';
import type { Newsroom } from '../../src/newsroom/newsroom.ts';
import type { Reach } from '../../src/newsroom/private-address.ts';
import { openEventPoster } from '../../src/newsroom/webhooks/event-poster.ts';
import { addEndpoint } from '../../src/newsroom/webhooks/keep-endpoints.ts';
import { webhookWatch } from '../../src/newsroom/webhooks/webhook-watch.ts';
import type { Store } from '../../src/storage/database.ts';
import { inTransaction } from '../../src/storage/transaction.ts';
import { announce } from '../../src/storage/webhooks/outgoing-events.ts';
import type { Shape } from '../../src/webhooks/endpoint.ts';
import { outgoing, subscriberSubject } from '../../src/webhooks/outgoing-event.ts';
import type { WebhookReceiver } from '../support/webhook-receiver.ts';

/** Adds the receiver as an endpoint; its id and secret. */
export async function listen(
  room: Newsroom,
  receiver: Pick<WebhookReceiver, 'url'>,
  events = 'all',
  shape: Shape = 'standard',
): Promise<{ readonly id: number; readonly secret: string }> {
  const outcome = await addEndpoint(room, 'editor@example.com', { url: receiver.url, events, shape });
  if (outcome.kind !== 'added') throw new Error(outcome.why);
  return outcome;
}

/** Tells that readers left, in this order, each in a transaction of its own. */
export async function tellOf(store: Store, at: number, ...subscribers: readonly number[]): Promise<void> {
  for (const subscriber of subscribers) {
    await inTransaction(store, trx =>
      announce(trx, [outgoing('subscriber.unsubscribed', subscriberSubject(subscriber), at, { subscriber })]),
    );
  }
}

/** One look of `serve` at who has something to be told of, to its end. */
export async function tellNow(
  room: Newsroom,
  options: { readonly timeoutMs?: number; readonly reach?: Reach } = {},
): Promise<void> {
  const faults: unknown[] = [];
  const poster = openEventPoster({ reach: options.reach ?? true, timeoutMs: options.timeoutMs ?? 5_000 });
  const ending = new AbortController();
  const watch = webhookWatch(room, { signal: ending.signal, onFault: error => faults.push(error) }, poster);
  onTestFinished(() => ending.abort());
  await watch.look();
  await watch.end();
  if (faults.length > 0) throw faults[0];
}
