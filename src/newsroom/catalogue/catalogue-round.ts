import { isCatalogueAddress } from '../../settings/catalogue-place.ts';
import { askOnce } from '../../storage/issue/catalogue-pulls.ts';
import { type FetchedCatalogue, fetchedCatalogue } from '../../storage/issue/fetched-catalogue.ts';
import { changePages } from '../../storage/issue/pages-version.ts';
import type { Newsroom } from '../newsroom.ts';
import { hasCatalogue } from './current-catalogue.ts';
import { takePull } from './pull-catalogue.ts';

/** Between two pulls that were asked for from outside, ms: whoever calls in a loop does not make us do the same. */
const APART_MS = 10_000;
/** Between two pulls while there is no good catalogue yet, ms. */
const AGAIN_MS = 60_000;

/**
 * Makes the pull that somebody has asked for at the desk or over the hook, and pulls by itself while there is no catalogue
 * at all. Then takes up what this or another process has fetched.
 * @returns the round; nothing to do where the catalogue is a file
 */
export function catalogueWatch(room: Newsroom, signal: AbortSignal): () => Promise<void> {
  const { CATALOGUE: address } = room.settings;
  let used = '';
  let hasOne = false;
  return async () => {
    if (!isCatalogueAddress(address)) return;
    // What another process or an older program has stored may be there, or no good to this one.
    if (!hasOne) hasOne = await hasCatalogue(room);
    let state = await fetchedCatalogue(room.store, address);
    const since = sincePull(state, room.now());
    if (!hasOne && state.asked === state.answered && since >= AGAIN_MS)
      await askOnce(room.store, address, state.asked);
    if (since >= APART_MS) await takePull(room, address, { signal });
    state = await fetchedCatalogue(room.store, address);
    if (state.version === used) return;
    hasOne = await hasCatalogue(room);
    used = state.version;
    // Pages that another process has drawn since know it; those of this one may not.
    await changePages(room.store);
  };
}

/** A last pull that lies ahead was written under a wrong clock, and is as good as none. */
function sincePull({ pulledAt }: FetchedCatalogue, now: number): number {
  return pulledAt === null || pulledAt > now ? Number.POSITIVE_INFINITY : now - pulledAt;
}
