import { isCatalogueAddress, shownAddress } from '../../settings/catalogue-place.ts';
import type { Newsroom } from '../newsroom.ts';
import { hasCatalogue } from './current-catalogue.ts';
import { pullCatalogue } from './pull-catalogue.ts';

/** How long a start waits before the site opens without it, ms: a pull that a kill has cut off holds its lease longer. */
const PATIENCE_MS = 10_000;

/**
 * Before the site opens: where no catalogue has been fetched yet, looks for one. Without one the site opens all the same;
 * the scheduler goes on looking.
 * @returns what to say of it; '' when there is one, or it is a file
 */
export async function fetchFirstCatalogue(room: Newsroom, signal: AbortSignal): Promise<string> {
  const { CATALOGUE: address } = room.settings;
  if (!isCatalogueAddress(address) || (await hasCatalogue(room))) return '';
  const soon = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const pull = await pullCatalogue(room, { signal: soon, joins: true });
  if (pull?.kind === 'kept' || pull?.kind === 'unchanged') return '';
  if (pull === null)
    return `There is no catalogue yet: ${shownAddress(address)} takes its time. It is waited for while the site is open.`;
  return `There is no catalogue yet, so nothing can be picked. ${shownAddress(address)}: ${pull.reason} ${pull.fix} We try again every minute.`;
}
