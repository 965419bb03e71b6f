import { type Kysely, sql } from 'kysely';
import type { PaceStore } from '../../delivery/pace.ts';
import type { Store } from '../database.ts';
import { inGroups } from '../in-groups.ts';
import { prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { QUICKLY } from '../unsynced.ts';
import { shareCommit } from './shared-commits.ts';

/** One row hands out the send times of all workers (GCRA): no fixed window that lets twice the rate through. */
export function paceStore(store: Store, key: string): PaceStore {
  const take = taking(store);
  // A power cut may forget the last send times: it takes longer than the gap between two of them.
  const reserve =
    store.dialect === 'sqlite'
      ? async (request: Reservation) => {
          const work = ({ db }: Store) => reserveAll(db, take, key, [request]);
          const [instant] = await shareCommit(store, { lasting: false, work });
          return instant as number;
        }
      : inGroups((requests: readonly Reservation[]) => reserveAll(store.db, take, key, requests));
  return {
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
  take: ReturnType<typeof taking>,
  key: string,
  requests: readonly Reservation[],
): Promise<number[]> {
  const now = Math.max(...requests.map(request => request.now));
  const firstGapMs = Math.max(...requests.map(request => request.firstGapMs));
  const further = requests.length - 1;
  const [row] = (await take(db, { key, now, further, firstAt: now + further * firstGapMs, firstGapMs })).rows;
  if (!row) throw new Error('The shared send time was not handed out.');
  return requests.map((_, index) => row.tat - (further - index) * row.gap_ms);
}

function taking(store: Store) {
  return prepared<
    { key: string; now: number; further: number; firstAt: number; firstGapMs: number },
    { tat: number; gap_ms: number }
  >(blank => ({
    compile: () =>
      sql<{ tat: number; gap_ms: number }>`
        insert into send_rate as r (key, tat, gap_ms)
        select ${blank('key')}, cast(${blank('firstAt')} as bigint), cast(${blank('firstGapMs')} as bigint)
        where ${store.dialect === 'postgres' ? QUICKLY : sql`true`}
        on conflict (key) do update
          set tat = case when r.tat + r.gap_ms > ${blank('now')} then r.tat + r.gap_ms else ${blank('now')} end
            + ${blank('further')} * r.gap_ms
        returning tat, gap_ms`.compile(store.db),
  }));
}
