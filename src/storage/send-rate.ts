import { type Kysely, sql } from 'kysely';
import type { PaceStore } from '../delivery/pace.ts';
import type { Store } from './database.ts';
import { inGroups } from './in-groups.ts';
import type { Schema } from './schema.ts';
import { unsynced } from './unsynced.ts';

/** One row hands out the send times of all workers (GCRA): no fixed window that lets twice the rate through. */
export function paceStore(store: Store, key: string): PaceStore {
  const reserve = inGroups((requests: readonly Reservation[]) =>
    unsynced(store, ({ db }) => reserveAll(db, key, requests)),
  );
  return {
    // A power cut may forget the last send times: it takes longer than the gap between two of them.
    reserve: (now, firstGapMs) => reserve({ now, firstGapMs }),
    setGap: async gapMs => {
      await store.db
        .updateTable('send_rate')
        .set({ gap_ms: gapMs })
        .where('key', '=', key)
        .where('gap_ms', '<>', gapMs)
        .execute();
    },
    pushTo: async instant => {
      await store.db
        .updateTable('send_rate')
        .set({ tat: instant })
        .where('key', '=', key)
        .where('tat', '<', instant)
        .execute();
    },
  };
}

interface Reservation {
  readonly now: number;
  readonly firstGapMs: number;
}

/** One send time each, a gap apart, with one write for all. */
async function reserveAll(
  db: Kysely<Schema>,
  key: string,
  requests: readonly Reservation[],
): Promise<number[]> {
  const now = Math.max(...requests.map(request => request.now));
  const firstGapMs = Math.max(...requests.map(request => request.firstGapMs));
  const further = requests.length - 1;
  const { rows } = await sql<{ tat: number; gap_ms: number }>`
    insert into send_rate as r (key, tat, gap_ms) values (${key}, ${now + further * firstGapMs}, ${firstGapMs})
    on conflict (key) do update
      set tat = case when r.tat + r.gap_ms > ${now} then r.tat + r.gap_ms else ${now} end + ${further} * r.gap_ms
    returning tat, gap_ms`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('The shared send time was not handed out.');
  return requests.map((_, index) => row.tat - (further - index) * row.gap_ms);
}
