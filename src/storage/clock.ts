import { sql } from 'kysely';
import type { Store } from './database.ts';

export interface Clock {
  /** Epoch milliseconds, whole. */
  now(): number;
  close(): void;
}

/** Between two looks at the database's clock, ms. In between, time passes by a clock that nobody puts right. */
const LOOKS_EVERY_MS = 10_000;
/** A look that took longer says too little, ms. */
const SLOW_LOOK_MS = 2_000;

/**
 * The clock that counts. On Postgres it is the database's: leases, send times and first attempts of workers on several
 * machines then mean the same, whatever their own clocks say. On SQLite everybody is on this machine and reads its clock.
 */
export async function openClock(store: Store): Promise<Clock> {
  if (store.dialect === 'sqlite') return { now: () => Date.now(), close: () => undefined };
  let known = await look(store);
  const again = async () => {
    const seen = await look(store);
    // Within what a look can tell, time goes on evenly; after a step of the database's clock it does not.
    const off = Math.abs(seen.instant - at(known, seen.ticks));
    if (seen.took < SLOW_LOOK_MS && off > seen.took + known.took) known = seen;
  };
  // A database that is away for a moment is looked at again.
  const timer = setInterval(() => void again().catch(() => undefined), LOOKS_EVERY_MS).unref();
  return { now: () => Math.round(at(known, performance.now())), close: () => clearInterval(timer) };
}

/** What the database's clock says now, and how long it took to ask (ms). */
export async function databaseTime(store: Store): Promise<{ readonly now: number; readonly took: number }> {
  const { instant, took } = await look(store);
  return { now: Math.round(instant), took };
}

interface Look {
  /** Of the database's clock, epoch ms. */
  readonly instant: number;
  /** Of ours that only goes forward, at the same moment. */
  readonly ticks: number;
  readonly took: number;
}

async function look(store: Store): Promise<Look> {
  const before = performance.now();
  const { rows } = await sql<{ ms: number }>`
    select cast(extract(epoch from clock_timestamp()) * 1000 as double precision) as ms`.execute(store.db);
  const after = performance.now();
  const ms = rows[0]?.ms;
  if (ms === undefined) throw new Error('The database did not say what time it is.');
  return { instant: ms, ticks: (before + after) / 2, took: after - before };
}

function at({ instant, ticks }: Look, now: number): number {
  return instant + now - ticks;
}
