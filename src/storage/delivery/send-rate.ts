import { type Kysely, sql } from 'kysely';
import { CLOCKS_DIFFER_MS, LONGEST_WAIT_MS } from '../../delivery/ahead.ts';
import type { PaceStore } from '../../delivery/pace.ts';
import type { StoredPause } from '../../delivery/pause.ts';
import type { Store } from '../database.ts';
import { inGroups } from '../in-groups.ts';
import { prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { inTransaction } from '../transaction.ts';
import { QUICKLY } from '../unsynced.ts';
import { shareCommit } from './shared-commits.ts';

/** One row hands out the send times of all workers (GCRA): no fixed window that lets twice the rate through. */
export function paceStore(store: Store, key: string): PaceStore {
  const take = taking(store);
  const memory = rememberPause(() => pauseOf(store, key));
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
    gap: async () => {
      const row = await store.db
        .selectFrom('send_rate')
        .select('gap_ms')
        .where('key', '=', key)
        .executeTakeFirst();
      return row?.gap_ms ?? null;
    },
    pause: memory.look,
    changePause: async next => {
      const changed = await inTransaction(store, async trx => {
        if (store.dialect === 'postgres') await lockPauses(trx, key);
        const after = next(await pauseOf(trx, key));
        await putPause(trx, key, after);
        return after;
      });
      memory.keep(changed);
      return changed;
    },
    takeProbe: async (now, until) => {
      const taken = await store.db
        .updateTable('send_rate')
        .set({ paused_until: until, paused_at: now })
        .where('key', '=', key)
        .where(eb =>
          eb.or([
            eb('paused_until', '<=', now),
            // Written under a clock that was ahead.
            eb('paused_until', '>', now + LONGEST_WAIT_MS),
            eb('paused_at', '>', now + CLOCKS_DIFFER_MS),
          ]),
        )
        .where('pauses', '>', 0)
        .executeTakeFirst();
      memory.keep(null);
      return taken.numUpdatedRows > 0n;
    },
  };
}

/** What this process knows of a pause: asked now and then, and known at once where it changed it itself. */
function rememberPause(ask: () => Promise<StoredPause>) {
  let known: Promise<StoredPause> | null = null;
  let since = 0;
  const keep = (pause: Promise<StoredPause> | null) => {
    known = pause;
    since = performance.now();
  };
  return {
    look: () => {
      if (known !== null && performance.now() - since <= REMEMBERED_MS) return known;
      const asked = ask();
      keep(asked);
      // A database that is busy for a moment is asked again.
      asked.catch(() => keep(null));
      return asked;
    },
    keep: (pause: StoredPause | null) => keep(pause && Promise.resolve(pause)),
  };
}

async function pauseOf(store: Store, key: string): Promise<StoredPause> {
  const row = await store.db
    .selectFrom('send_rate')
    .select(['paused_until', 'pauses', 'pause_reason', 'pause_kind', 'paused_at'])
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return { until: 0, times: 0, reason: '', kind: '', at: 0 };
  return {
    until: row.paused_until,
    times: row.pauses,
    reason: row.pause_reason,
    kind: row.pause_kind,
    at: row.paused_at,
  };
}

async function putPause(
  store: Store,
  key: string,
  { until, times, reason, kind, at }: StoredPause,
): Promise<void> {
  const pause = { paused_until: until, pauses: times, pause_reason: reason, pause_kind: kind, paused_at: at };
  await store.db
    .insertInto('send_rate')
    .values({ key, tat: 0, gap_ms: UNKNOWN_GAP_MS, ...pause })
    .onConflict(conflict => conflict.column('key').doUpdateSet(pause))
    .execute();
}

/** Two processes that are told to wait at once take turns; the row may not be there yet. */
async function lockPauses(store: Store, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${PAUSE_LOCK}, hashtext(${key}))`.execute(store.db);
}

/** A pause of another process is seen within this time, ms. */
const REMEMBERED_MS = 500;
/** Any number nobody else uses. */
const PAUSE_LOCK = 7_241_996;
/** Until the first answer tells more. */
const UNKNOWN_GAP_MS = 527;
/** No send time lies further ahead than so many turns and a bit: one that seems to was handed out under a wrong clock. */
const FURTHEST_TURNS = 64;
const FURTHEST_MS = 5_000;

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
          set tat = case when r.tat + r.gap_ms > ${blank('now')} and r.tat - ${sql.lit(FURTHEST_TURNS)} * r.gap_ms - ${sql.lit(FURTHEST_MS)} <= ${blank('now')}
            then r.tat + r.gap_ms else ${blank('now')} end
            + ${blank('further')} * r.gap_ms
        returning tat, gap_ms`.compile(store.db),
  }));
}
