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
