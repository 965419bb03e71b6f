import { UNKNOWN_NETWORK } from '../../audience/network.ts';
import { CONFIRMATIONS_PER_HOUR } from '../../audience/signup-caps.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { findById } from '../../storage/audience/subscribers.ts';
import { inTransaction } from '../../storage/transaction.ts';
import { confirmationLetter, queueConfirmation } from './confirmation.ts';

const HOUR_MS = 3_600_000;

/**
 * Queues confirmation mails to pending subscribers, spread out so that no hour sees more than the cap. One a day each.
 * @param offset how many were queued before in this run: they come first
 */
export async function askToConfirm(room: Newsroom, ids: readonly number[], offset: number): Promise<void> {
  for (const [index, id] of ids.entries()) {
    const subscriber = await findById(room.store, id);
    if (subscriber?.state !== 'pending' || subscriber.suppressedAt !== null) continue;
    const now = room.now();
    const at = now + Math.floor((offset + index) / CONFIRMATIONS_PER_HOUR) * HOUR_MS;
    const request = { askedAt: now, network: UNKNOWN_NETWORK, at };
    const letter = await confirmationLetter(room, subscriber, request);
    await inTransaction(room.store, trx =>
      queueConfirmation(trx, subscriber, letter, { now, at, byDomain: false }),
    );
  }
}

/** One more confirmation mail to a pending subscriber, at once, within the caps of their address and its domain. */
export async function askOnceMore(room: Newsroom, id: number): Promise<'queued' | 'capped' | 'not pending'> {
  const subscriber = await findById(room.store, id);
  if (subscriber?.state !== 'pending' || subscriber.suppressedAt !== null) return 'not pending';
  const now = room.now();
  const letter = await confirmationLetter(room, subscriber, {
    askedAt: now,
    network: UNKNOWN_NETWORK,
    at: now,
  });
  return inTransaction(room.store, trx =>
    queueConfirmation(trx, subscriber, letter, { now, at: now, byDomain: true }),
  );
}
