import { resolve } from 'node:path';
import { loadCatalogue } from '../catalogue/catalogue.ts';
import type { LoadResult } from '../catalogue/catalogue-draft.ts';
import { openApp, settingsOrEnd } from '../compose.ts';
import { currentCatalogue } from '../newsroom/catalogue/current-catalogue.ts';
import { isCatalogueAddress, shownAddress } from '../settings/catalogue-place.ts';

/**
 * The catalogue that a command is about, with its name. One that is fetched is read as it is kept: only `pull` asks for it.
 * @param path '' for the one in the settings
 */
export async function chosenCatalogue(
  path: string,
): Promise<{ readonly file: string; readonly loaded: LoadResult }> {
  const file = path === '' ? settingsOrEnd().CATALOGUE : resolve(path);
  if (path !== '' || !isCatalogueAddress(file)) return { file, loaded: await loadCatalogue(file) };
  const app = await openApp();
  try {
    return { file: shownAddress(file), loaded: await currentCatalogue(app) };
  } finally {
    await app.close();
  }
}
