import { checkCatalogueBytes, loadCatalogue } from '../../catalogue/catalogue.ts';
import type { LoadResult } from '../../catalogue/catalogue-draft.ts';
import type { Catalogue } from '../../catalogue/tool.ts';
import { isCatalogueAddress, shownAddress } from '../../settings/catalogue-place.ts';
import { catalogueText, catalogueVersion, fetchedCatalogue } from '../../storage/issue/fetched-catalogue.ts';
import type { Newsroom } from '../newsroom.ts';

type Room = Pick<Newsroom, 'settings' | 'store'>;

/** A program has one catalogue; a second is for the moment in which a new one comes. */
const MOST_KEPT = 2;
/** By version, which names bytes: whoever has the same version has the same catalogue. */
const kept = new Map<string, LoadResult>();
/** By place: the last good one that this process saw. */
const seen = new Map<string, Catalogue>();

/**
 * The catalogue as it is now: the file, or the last good text that was fetched, which is the same for every process on one
 * database. Asks no network.
 * @returns `invalid` also while nothing good has been fetched yet
 */
export async function currentCatalogue(room: Room): Promise<LoadResult> {
  const { CATALOGUE: place } = room.settings;
  const result = isCatalogueAddress(place) ? await fetchedLast(room, place) : await loadCatalogue(place);
  if (result.kind === 'loaded') seen.set(place, result.catalogue);
  return result;
}

/** The last good catalogue that anybody in this process asked for, for whoever cannot wait; null before that. */
export function catalogueSeen({ settings }: Pick<Newsroom, 'settings'>): Catalogue | null {
  return seen.get(settings.CATALOGUE) ?? null;
}

/** Whether there is one that can be used now: what was stored once may be nothing to a newer program, or lost. */
export async function hasCatalogue(room: Room): Promise<boolean> {
  return currentCatalogue(room).then(
    ({ kind }) => kind === 'loaded',
    () => false,
  );
}

async function fetchedLast(room: Room, address: string): Promise<LoadResult> {
  const version = await catalogueVersion(room.store, address);
  if (version === '') return nothingYet(room, address);
  const known = kept.get(version);
  if (known) return known;
  const text = await catalogueText(room.store, address);
  if (text === null) throw new Error('The database has lost the text of the catalogue.');
  const result = await checkCatalogueBytes(Buffer.from(text.body), shownAddress(address), text.format);
  keepResult(text.version, result);
  return result;
}

/** What was checked before it was stored is not checked again to be used. */
export function keepResult(version: string, result: LoadResult): void {
  kept.delete(version);
  kept.set(version, result);
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
}

async function nothingYet({ store }: Room, address: string): Promise<LoadResult> {
  const { pull } = await fetchedCatalogue(store, address);
  const isWrong = pull?.kind === 'refused' || pull?.kind === 'failed';
  const problem = {
    file: shownAddress(address),
    path: '$',
    found: isWrong ? pull.reason : 'nothing yet',
    message: 'no good catalogue has been fetched from here so far',
    fix: isWrong && pull.fix !== '' ? pull.fix : 'Run: verdicts catalogue pull',
    severity: 'error',
  } as const;
  return { kind: 'invalid', problems: [problem] };
}
