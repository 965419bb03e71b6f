import type { ReaderTokens } from '../audience/link-token.ts';
import type { ReaderValues } from '../render/compiled-mail.ts';

/** A place in a mail that one of the reader's tokens stands in. */
export type LinkSlot = 'preferences' | 'unsubscribe' | `vote-${number}`;

/** What of an address all readers share; the token follows. */
export function linkBase(publicUrl: string, slot: LinkSlot): string {
  const route = slot === 'preferences' || slot === 'unsubscribe' ? slot : 'vote';
  return `${publicUrl}/${route}/`;
}

/** The addresses in one reader's mail. */
export function readerLinks(
  publicUrl: string,
  tokens: ReaderTokens,
): Omit<ReaderValues, 'reader' | 'address'> {
  return {
    preferences: linkBase(publicUrl, 'preferences') + tokens.preferences,
    unsubscribe: linkBase(publicUrl, 'unsubscribe') + tokens.unsubscribe,
    vote: tokens.vote.map((token, index) => linkBase(publicUrl, `vote-${index + 1}`) + token),
  };
}
