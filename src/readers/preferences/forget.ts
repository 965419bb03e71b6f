import type { Newsroom } from '../../newsroom/newsroom.ts';
import { erase } from '../../storage/audience/erasures.ts';
import { readerOf } from '../token-reader.ts';

/**
 * Forgets the reader of a preferences link for good.
 * @returns `waiting`: a mail is being handed over, and the rest goes once it has settled; `unknown` for links that open
 *   nothing, also a second time
 */
export async function forget(room: Newsroom, token: string): Promise<'erased' | 'waiting' | 'unknown'> {
  const reader = await readerOf(room, 'preferences', token);
  if (!reader) return 'unknown';
  const outcome = await erase(room.store, reader.email, room.now());
  return outcome.kind === 'waiting' ? 'waiting' : 'erased';
}
