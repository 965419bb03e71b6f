import { isCatalogueAddress, shownAddress } from '../../settings/catalogue-place.ts';
import { catalogueVersion } from '../../storage/issue/catalogue-pulls.ts';
import type { Newsroom } from '../newsroom.ts';
import { pullCatalogue } from './pull-catalogue.ts';

/**
 * Before the site opens: where no catalogue has been fetched yet, looks for one. Without one the site opens all the same;
 * the scheduler goes on looking.
 * @returns what to say of it; '' when there is one, or it is a file
 */
export async function fetchFirstCatalogue(room: Newsroom, signal: AbortSignal): Promise<string> {
  const { CATALOGUE: address } = room.settings;
  if (!isCatalogueAddress(address) || (await catalogueVersion(room.store, address)) !== '') return '';
  const pull = await pullCatalogue(room, { signal });
  if (pull === null || pull.kind === 'kept' || pull.kind === 'unchanged') return '';
  return `There is no catalogue yet, so nothing can be picked. ${shownAddress(address)}: ${pull.reason} ${pull.fix} It is looked for again every minute.`;
}
