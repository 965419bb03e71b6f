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
    setGap: (gapMs, options) => setGap(store, key, gapMs, options),
    gap: async () => {
      const row = await store.db
        .selectFrom('send_rate')
        .select(TIMES)
        .where('key', '=', key)
        .executeTakeFirst();
      return row ? gapUsOf(row) / 1_000 : null;
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
  const now = Math.max(...requests.map(request => request.now)) * US;
  const firstGap = Math.round(Math.max(...requests.map(request => request.firstGapMs)) * US);
  const further = requests.length - 1;
  const first = { ...timeColumns(now + further * firstGap), ...gapColumns(firstGap) };
  const [row] = (await take(db, { key, now, further, ...first })).rows;
  if (!row) throw new Error('The shared send time was not handed out.');
  const [last, gap] = [timeUsOf(row), gapUsOf(row)];
  return requests.map((_, index) => (last - (further - index) * gap) / US);
}

function taking(store: Store) {
  return prepared<{ key: string; now: number; further: number } & Times, Times>(blank => {
    // Next to a column the databases know a blank's type, in a sum they would guess.
    const now = sql<number>`cast(${blank('now')} as bigint)`;
    const last = sql<number>`(r.tat * ${sql.lit(US)} + r.tat_us)`;
    const gap = sql<number>`(case when (r.gap_us + 999) / 1000 = r.gap_ms then r.gap_us else r.gap_ms * ${sql.lit(US)} end)`;
    const isBelieved = sql<boolean>`${last} - ${sql.lit(FURTHEST_TURNS)} * ${gap} - ${sql.lit(FURTHEST_MS * US)} <= ${now}`;
    const next = sql<number>`(case when ${last} + ${gap} > ${now} and ${isBelieved} then ${last} + ${gap} else ${now} end
      + cast(${blank('further')} as bigint) * ${gap})`;
    return {
      compile: () =>
        sql<Times>`
        insert into send_rate as r (key, tat, tat_us, gap_ms, gap_us)
        select ${blank('key')}, cast(${blank('tat')} as bigint), cast(${blank('tat_us')} as integer),
          cast(${blank('gap_ms')} as bigint), cast(${blank('gap_us')} as integer)
        where ${store.dialect === 'postgres' ? QUICKLY : sql`true`}
        on conflict (key) do update set tat = ${next} / ${sql.lit(US)}, tat_us = ${next} % ${sql.lit(US)}
        returning tat, tat_us, gap_ms, gap_us`.compile(store.db),
    };
  });
}

/** What lies ahead at the new pace: what others wait for still, and not what nobody waits for any more. */
async function setGap(
  store: Store,
  key: string,
  gapMs: number,
  { now, givenBack }: { readonly now: number; readonly givenBack: number },
): Promise<void> {
  await inTransaction(store, async ({ db }) => {
    const row = await db
      .selectFrom('send_rate')
      .select(TIMES)
      .where('key', '=', key)
      .$if(store.dialect === 'postgres', query => query.forUpdate())
      .executeTakeFirst();
    if (!row) return;
    const [gap, old, last] = [Math.round(gapMs * US), gapUsOf(row), timeUsOf(row)];
    const ahead = Math.ceil((last - now * US) / old);
    // Else it was handed out under a wrong clock, and the next one says so.
    const isBelieved = last - FURTHEST_TURNS * old - FURTHEST_MS * US <= now * US;
    const time = ahead > 0 && isBelieved ? now * US + Math.max(0, ahead - givenBack) * gap : last;
    if (gap === old && time === last) return;
    await db
      .updateTable('send_rate')
      .set({ ...timeColumns(time), ...gapColumns(gap) })
      .where('key', '=', key)
      .execute();
  });
}

/** Microseconds in a millisecond: a thousand requests a second are nearer together than two of the latter. */
const US = 1_000;
const TIMES = ['tat', 'tat_us', 'gap_ms', 'gap_us'] as const;
type Times = Record<(typeof TIMES)[number], number>;

function timeUsOf({ tat, tat_us: us }: Pick<Times, 'tat' | 'tat_us'>): number {
  return tat * US + us;
}

/** An earlier version that shares the row knows milliseconds alone: what it has set counts. */
function gapUsOf({ gap_ms: ms, gap_us: us }: Pick<Times, 'gap_ms' | 'gap_us'>): number {
  return Math.ceil(us / US) === ms ? us : ms * US;
}

function timeColumns(us: number) {
  return { tat: Math.floor(us / US), tat_us: us % US };
}

function gapColumns(us: number) {
  return { gap_ms: Math.ceil(us / US), gap_us: us };
}
