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
  const isUsable = confirmedAt !== null && (await isThereOne({ settings, store }));
  const inUse = isUsable ? `the one last confirmed at ${new Date(confirmedAt).toISOString()}` : 'none';
  const told = {
    kept: `a new one came at ${at}. ${pull.reason}`,
    unchanged: pull.reason,
    refused: `what came at ${at} was not accepted. ${pull.reason} In use: ${inUse}.`,
    failed: `none came at ${at}. ${pull.reason} In use: ${inUse}.`,
  }[pull.kind];
  return [forTerminal(`Catalogue: ${told}`), ...underWay];
}

/** Only where one was refused: with a catalogue comes all that judges one. */
async function isThereOne(room: Pick<Newsroom, 'settings' | 'store'>): Promise<boolean> {
  const { hasCatalogue } = await import('../newsroom/catalogue/current-catalogue.ts');
  return hasCatalogue(room);
}
