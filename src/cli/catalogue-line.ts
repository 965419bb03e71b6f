import { forTerminal } from '../exit.ts';
import type { Newsroom } from '../newsroom/newsroom.ts';
import { isCatalogueAddress } from '../settings/catalogue-place.ts';
import { fetchedCatalogue } from '../storage/issue/fetched-catalogue.ts';

/** What an editor should know of a catalogue that is fetched; nothing while all is well. */
export async function catalogueLines({ settings, store, now }: Newsroom): Promise<string[]> {
  if (!isCatalogueAddress(settings.CATALOGUE)) return [];
  const { pull, pulledAt, confirmedAt, asked, answered, leaseUntil } = await fetchedCatalogue(
    store,
    settings.CATALOGUE,
  );
  const isUnderWay = asked > answered && leaseUntil > now();
  const underWay = isUnderWay ? ['Catalogue: it is being fetched now.'] : [];
  if (pull === null || pulledAt === null) {
    return isUnderWay ? underWay : ['Catalogue: not fetched yet. Run: verdicts catalogue pull'];
  }
  if (pull.reason === '') return underWay;
  const at = new Date(pulledAt).toISOString();
  const inUse = confirmedAt === null ? 'none' : `the one of ${new Date(confirmedAt).toISOString()}`;
  const told =
    pull.kind === 'kept' || pull.kind === 'unchanged'
      ? `Catalogue: a new one came at ${at}. ${pull.reason}`
      : `Catalogue: what came at ${at} was not accepted. ${pull.reason} In use: ${inUse}.`;
  return [forTerminal(told), ...underWay];
}
