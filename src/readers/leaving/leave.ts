import { signToken } from '../../audience/token.ts';
import type { Newsroom } from '../../newsroom/newsroom.ts';
import { unsubscribe } from '../../storage/audience/subscribers.ts';
import { readerIdIn } from '../token-reader.ts';

/** Takes the reader of an unsubscribe link off the list; forged and used-up links change nothing. */
export async function leave(room: Newsroom, token: string, method: 'one-click' | 'page'): Promise<void> {
  const id = readerIdIn(room, 'unsubscribe', token);
  if (id === null) return;
  await unsubscribe(room.store, id, {
    at: room.now(),
    consent: { wording: 'Unsubscribe', source: 'mail', evidence: { method } },
  });
}

/**
 * The token of the other link of whoever holds one: every mail carries both (docs/decisions/104). From a forged one
 * comes a token that opens nothing either.
 */
export function preferencesTokenFor(room: Newsroom, unsubscribeToken: string): string {
  return exchanged(room, unsubscribeToken, 'unsubscribe', 'preferences');
}

export function unsubscribeTokenFor(room: Newsroom, preferencesToken: string): string {
  return exchanged(room, preferencesToken, 'preferences', 'unsubscribe');
}

type OwnLink = 'preferences' | 'unsubscribe';

function exchanged(room: Newsroom, token: string, from: OwnLink, to: OwnLink): string {
  const id = readerIdIn(room, from, token);
  return id === null ? 'none' : signToken(room.keyring.current, to, String(id));
}
