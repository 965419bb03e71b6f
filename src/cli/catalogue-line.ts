import type { Newsroom } from '../newsroom/newsroom.ts';
import { isCatalogueAddress } from '../settings/catalogue-place.ts';
import { fetchedCatalogue } from '../storage/issue/catalogue-looks.ts';

/** What an editor should know of a catalogue that is fetched; nothing while all is well. */
export async function catalogueLines({ settings, store }: Newsroom): Promise<string[]> {
  if (!isCatalogueAddress(settings.CATALOGUE)) return [];
  const { look, lookedAt, confirmedAt } = await fetchedCatalogue(store, settings.CATALOGUE);
  if (look === null || lookedAt === null || look.kind === 'kept' || look.kind === 'unchanged') return [];
  const inUse = confirmedAt === null ? 'none' : `the one of ${new Date(confirmedAt).toISOString()}`;
  return [
    `Catalogue: the look at ${new Date(lookedAt).toISOString()} brought nothing good. ${look.reason} In use: ${inUse}.`,
  ];
}
