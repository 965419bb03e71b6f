import { existsSync } from 'node:fs';
import type { Problem } from '../catalogue/problem.ts';
import type { Settings } from '../config.ts';
import { catalogueAge } from '../newsroom/catalogue/catalogue-age.ts';
import { currentCatalogue } from '../newsroom/catalogue/current-catalogue.ts';
import { isCatalogueAddress, shownAddress } from '../settings/catalogue-place.ts';
import { openStore, type Store } from '../storage/database.ts';
import { fetchedCatalogue } from '../storage/issue/fetched-catalogue.ts';
import { schemaState } from '../storage/migrate.ts';
import { type DoctorFinding, failed, ok, unknown, warning, whyOf } from './finding.ts';

const CHECK = 'catalogue';

/**
 * Whether the next pick has a catalogue that is fetched, and how it stands; a file is for `catalogue check`. Asks no
 * network and changes nothing.
 */
export async function checkCatalogue(settings: Settings): Promise<DoctorFinding[]> {
  if (!isCatalogueAddress(settings.CATALOGUE)) return [];
  const { DATABASE_URL: url } = settings;
  const isThere = !url.startsWith('file:') || existsSync(url.slice('file:'.length));
  if (!isThere) return [NOT_YET];
  const store = openStore(url);
  try {
    return [(await schemaState(store)) === 'current' ? await checkFetched(settings, store) : OTHER_VERSION];
  } catch (error) {
    return [unknown(CHECK, `not checked: ${whyOf(error)}`, 'See what is said of the database.')];
  } finally {
    await store.db.destroy();
  }
}

const OTHER_VERSION = unknown(
  CHECK,
  'not checked: the database is of another version of this program',
  'The first start brings it up to date; docs/updating.md says how.',
);

const NOT_YET = warning(
  CHECK,
  'none has been fetched yet',
  'The first start fetches it; verdicts catalogue pull shows how that goes.',
);

async function checkFetched(settings: Settings, store: Store): Promise<DoctorFinding> {
  const { CATALOGUE: address } = settings;
  const loaded = await currentCatalogue({ settings, store });
  if (loaded.kind === 'invalid') return failed(CHECK, ...wordsOf(loaded.problems));
  const at = await catalogueAge({ settings, store });
  const since = at === null ? '' : ` of ${new Date(at).toISOString()}`;
  const { pull } = await fetchedCatalogue(store, address);
  return pull?.kind === 'refused' || pull?.kind === 'failed'
    ? warning(CHECK, `${shownAddress(address)}: ${pull.reason} In use is the one${since}`, pull.fix)
    : ok(CHECK, `${shownAddress(address)}, the one${since}`);
}

function wordsOf([first]: readonly Problem[]): [found: string, fix: string] {
  if (first === undefined) return ['it cannot be used', 'Run: verdicts catalogue check'];
  return [`${first.file}, ${first.path}: ${first.message} (${first.found})`, first.fix];
}
