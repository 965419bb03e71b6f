import type { Newsroom } from '../newsroom/newsroom.ts';
import { isCatalogueAddress } from '../settings/catalogue-place.ts';
import { fetchedCatalogue } from '../storage/issue/fetched-catalogue.ts';

/** What an editor should know of a catalogue that is fetched; nothing while all is well. */
export async function catalogueLines({ settings, store }: Newsroom): Promise<string[]> {
  if (!isCatalogueAddress(settings.CATALOGUE)) return [];
  const { pull, pulledAt, confirmedAt } = await fetchedCatalogue(store, settings.CATALOGUE);
  if (pull === null || pulledAt === null || pull.kind === 'kept' || pull.kind === 'unchanged') return [];
  const inUse = confirmedAt === null ? 'none' : `the one of ${new Date(confirmedAt).toISOString()}`;
  return [
    `Catalogue: the pull at ${new Date(pulledAt).toISOString()} brought nothing good. ${pull.reason} In use: ${inUse}.`,
  ];
}
