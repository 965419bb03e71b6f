import { counterOf, countUp } from '../counter.ts';
import type { Store } from '../database.ts';

const KEY = 'send-wishes';

/** Asks how often an editor has wanted something to go at once: another text since the last look, and it is time to send. */
export function sendWishes(store: Store): () => Promise<string> {
  return counterOf(store, KEY);
}

/**
 * To be called by whatever lets something go at once, within its transaction: every process that sends looks then, and not
 * only with the next full minute.
 */
export function wishToSend(store: Pick<Store, 'db'>): Promise<void> {
  return countUp(store, KEY);
}
