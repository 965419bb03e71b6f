import { sql } from 'kysely';
import type { PaceStore } from '../delivery/pace.ts';
import type { Store } from './database.ts';
import { unsynced } from './unsynced.ts';

/** One row hands out the send times of all workers (GCRA): no fixed window that lets twice the rate through. */
export function paceStore(store: Store, key: string): PaceStore {
  return {
    // A power cut may forget the last send times: it takes longer than the gap between two of them.
    reserve: (now, firstGapMs) =>
      unsynced(store, async ({ db }) => {
        const { rows } = await sql<{ tat: number }>`
          insert into send_rate as r (key, tat, gap_ms) values (${key}, ${now}, ${firstGapMs})
          on conflict (key) do update
            set tat = case when r.tat + r.gap_ms > excluded.tat then r.tat + r.gap_ms else excluded.tat end
          returning tat`.execute(db);
        return rows[0]?.tat ?? now;
      }),
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
