import { counterOf, countUp } from '../counter.ts';
import type { Store } from '../database.ts';

const KEY = 'public-pages';

/**
 * Asks which state of the public pages the database holds: another text after whatever changed what one of them says. Every
 * visitor asks.
 */
export function pagesVersion(store: Store): () => Promise<string> {
  return counterOf(store, KEY);
}

/**
 * To be called by whatever changes what a public page says, within its transaction: every process that keeps pages drops
 * them then.
 */
export function changePages(store: Pick<Store, 'db'>): Promise<void> {
  return countUp(store, KEY);
}
