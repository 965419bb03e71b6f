import type { Store } from '../../src/storage/database.ts';
import type { FixedClock } from './clock.ts';

export interface ZonedReader {
  readonly email: string;
  /** '' when none was told; any text, as a file may bring it. */
  readonly timezone?: string;
  readonly interests?: readonly string[];
}

/** Subscribers who confirmed a second ago. */
export async function addZonedReaders(
  store: Store,
  clock: FixedClock,
  readers: readonly ZonedReader[],
): Promise<void> {
  const at = clock.now() - 1_000;
  await store.db
    .insertInto('subscribers')
    .values(
      readers.map(({ email, timezone = '', interests = [] }) => ({
        email,
        dedupe_key: email,
        timezone,
        interests: JSON.stringify(interests),
        state: 'confirmed',
        source: 'test',
        created_at: at,
        confirmed_at: at,
      })),
    )
    .execute();
}
