import type { Generated } from 'kysely';

/** One row for each address a catalogue is, or was, fetched from. */
export interface CataloguePullTable {
  address: string;
  /** How often somebody wanted a pull, and how many of these a finished pull has answered. */
  asked: Generated<number>;
  answered: Generated<number>;
  /** One more with every pull that is begun: only the latest may write what it found. */
  lease: Generated<number>;
  /** Until then nobody else begins one; 0 when none is under way. */
  lease_until: Generated<number>;
  /** When the last pull ended. */
  pulled_at: number | null;
  /** JSON of what it found; '' before the first. */
  pull: Generated<string>;
  /** Names the last good text: its format and the sha256 of its bytes; '' while there is none. */
  version: Generated<string>;
  etag: Generated<string>;
  /** The address, without its query, that gave this ETag: redirects may have led there. */
  etag_from: Generated<string>;
  /** 1 where its signature was checked. */
  signed: Generated<number>;
  /** When the last good text came, and when it was last found to be the newest. */
  fetched_at: number | null;
  confirmed_at: number | null;
  /** JSON of what the last good text says otherwise than the one before; '' for the first. */
  difference: Generated<string>;
}

/** The last good text that came from an address, as it came. */
export interface CatalogueTextTable {
  address: string;
  version: string;
  /** json or ndjson. */
  format: string;
  body: string;
}
