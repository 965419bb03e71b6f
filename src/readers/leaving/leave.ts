import type { Newsroom } from '../../newsroom/newsroom.ts';
import { takeBack } from '../../storage/audience/returns.ts';
import { unsubscribe } from '../../storage/audience/subscribers.ts';
import { readerIdIn } from '../token-reader.ts';

/** How long whoever left on the page may take it back there. */
const BACK_WITHIN_MS = 3_600_000;

/** Takes the reader of an unsubscribe link off the list; forged and used-up links change nothing. */
export async function leave(room: Newsroom, token: string, method: 'one-click' | 'page'): Promise<void> {
  const id = readerIdIn(room, 'unsubscribe', token);
  if (id === null) return;
  const { words } = room.settings.style;
  await unsubscribe(room.store, id, {
    at: room.now(),
    consent: {
      // A mail client's own button has the mail client's words.
      wording: method === 'page' ? words.say('readers.leave.button') : 'Unsubscribe',
      source: 'mail',
      evidence: { method },
    },
  });
}

/**
 * Takes back a press of the page's button, for whoever left there a moment ago and had been confirmed. Leaving by a mail
 * client, a file or an editor is not taken back: that was not a slip on this page.
 */
export async function comeBack(room: Newsroom, token: string): Promise<boolean> {
  const id = readerIdIn(room, 'unsubscribe', token);
  if (id === null) return false;
  const at = room.now();
  return takeBack(room.store, id, {
    at,
    since: at - BACK_WITHIN_MS,
    consent: {
      wording: room.settings.style.words.say('readers.leave.back'),
      source: 'mail',
      evidence: { method: 'page' },
    },
  });
}
