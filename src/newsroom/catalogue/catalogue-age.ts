import { stat } from 'node:fs/promises';
import { isCatalogueAddress } from '../../settings/catalogue-place.ts';
import { catalogueConfirmedAt } from '../../storage/issue/fetched-catalogue.ts';
import type { Newsroom } from '../newsroom.ts';

/**
 * Since when the catalogue in use may be out of date, epoch ms: when a fetched one was last found to be the newest, or when
 * the file was last written.
 * @returns null while there is none
 */
export async function catalogueAge({
  settings,
  store,
}: Pick<Newsroom, 'settings' | 'store'>): Promise<number | null> {
  const { CATALOGUE: place } = settings;
  if (isCatalogueAddress(place)) return catalogueConfirmedAt(store, place);
  return stat(place).then(
    ({ mtimeMs }) => Math.round(mtimeMs),
    () => null,
  );
}
