import type { ListedDifference } from '../../catalogue/difference.ts';
import type { Problem } from '../../catalogue/problem.ts';
import type { Store } from '../database.ts';

/** What came of one pull at the catalogue's address. */
export interface Pull {
  /** `kept`: a new text, now in use. `refused`: an answer that is no good. `failed`: no answer at all. */
  readonly kind: 'kept' | 'unchanged' | 'refused' | 'failed';
  /** In words, with the fix; '' when nothing is wrong. */
  readonly reason: string;
  readonly fix: string;
  /** Of a text that was checked: all counted, the first listed. */
  readonly errors: number;
  readonly warnings: number;
  readonly problems: readonly Problem[];
}

/** How a fetched catalogue stands; times are epoch ms. */
export interface FetchedCatalogue {
  readonly asked: number;
  readonly answered: number;
  readonly leaseUntil: number;
  readonly pulledAt: number | null;
  /** null before the first pull. */
  readonly pull: Pull | null;
  /** Names the text in use; '' while there is none. */
  readonly version: string;
  readonly fetchedAt: number | null;
  readonly confirmedAt: number | null;
  /** Of the text in use from the one before; null for the first. */
  readonly difference: ListedDifference | null;
}

const NEVER: FetchedCatalogue = {
  asked: 0,
  answered: 0,
  leaseUntil: 0,
  pulledAt: null,
  pull: null,
  version: '',
  fetchedAt: null,
  confirmedAt: null,
  difference: null,
};

/** How the catalogue of an address stands. */
export async function fetchedCatalogue(store: Store, address: string): Promise<FetchedCatalogue> {
  const row = await store.db
    .selectFrom('catalogue_pulls')
    .selectAll()
    .where('address', '=', address)
    .executeTakeFirst();
  if (row === undefined) return NEVER;
  return {
    asked: row.asked,
    answered: row.answered,
    leaseUntil: row.lease_until,
    pulledAt: row.pulled_at,
    pull: parsed<Pull>(row.pull),
    version: row.version,
    fetchedAt: row.fetched_at,
    confirmedAt: row.confirmed_at,
    difference: parsed<ListedDifference>(row.difference),
  };
}

function parsed<T>(json: string): T | null {
  return json === '' ? null : (JSON.parse(json) as T);
}

/** Names the text in use; '' while there is none. Asked by every page that needs the catalogue. */
export async function catalogueVersion(store: Store, address: string): Promise<string> {
  const row = await store.db
    .selectFrom('catalogue_pulls')
    .select('version')
    .where('address', '=', address)
    .executeTakeFirst();
  return row?.version ?? '';
}

export interface CatalogueText {
  readonly version: string;
  readonly format: 'json' | 'ndjson';
  readonly body: string;
}

/** The last good text; null while there is none. */
export async function catalogueText(store: Store, address: string): Promise<CatalogueText | null> {
  const row = await store.db
    .selectFrom('catalogue_texts')
    .select(['version', 'format', 'body'])
    .where('address', '=', address)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, format: row.format === 'ndjson' ? 'ndjson' : 'json' };
}

/** When what is in use was last found to be the newest at its address, epoch ms; null while nothing is. */
export async function catalogueConfirmedAt(store: Store, address: string): Promise<number | null> {
  return (await fetchedCatalogue(store, address)).confirmedAt;
}
