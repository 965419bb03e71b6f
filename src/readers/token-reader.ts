import type { Subscriber } from '../audience/subscriber.ts';
import { type LastingPurpose, readToken, signToken } from '../audience/token.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { findById } from '../storage/audience/subscribers.ts';

/** The subscriber's id in a token of ours, whether or not there is anybody behind it; null for any other token. */
export function readerIdIn(room: Newsroom, purpose: LastingPurpose, token: string): number | null {
  const subject = readToken(room.keyring, purpose, token, room.now());
  return subject !== null && /^\d{1,15}$/.test(subject) ? Number(subject) : null;
}

/** Whether it is the link of a test send or a preview: signed by us, for nobody. Says nothing of any subscriber. */
export function isTestLink(room: Newsroom, purpose: 'preferences' | 'unsubscribe', token: string): boolean {
  return readerIdIn(room, purpose, token) === 0;
}

/** Whom a link belongs to; null for forged links, people we do not know and those who were erased, all alike. */
export async function readerOf(
  room: Newsroom,
  purpose: LastingPurpose,
  token: string,
): Promise<Subscriber | null> {
  const id = readerIdIn(room, purpose, token);
  const reader = id === null ? null : await findById(room.store, id);
  return reader === null || reader.state === 'erased' ? null : reader;
}

/**
 * The link for leaving of whoever holds the one to their preferences, which opens more (docs/decisions/104). From a forged
 * one comes a token that opens nothing either. There is no way back: mailbox providers know the link for leaving.
 */
export function unsubscribeTokenFor(room: Newsroom, preferencesToken: string): string {
  const id = readerIdIn(room, 'preferences', preferencesToken);
  return id === null ? 'none' : signToken(room.keyring.current, 'unsubscribe', String(id));
}
