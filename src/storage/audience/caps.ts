import { sql } from 'kysely';
import type { Store } from '../database.ts';

export interface CapRequest {
  /** What is counted. */
  readonly cap: string;
  /** Whom or what it is counted for; '' for everybody. */
  readonly subject: string;
  readonly limit: number;
  readonly perMs: number;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Takes one of `limit` in any `perMs`, in one statement, so that it holds over processes and restarts (GCRA, as the
 * pace of sending: a full burst passes, after it they come back one by one).
 * @returns false when the cap is full; that is counted too
 */
export async function takeCap(
  store: Store,
  { cap, subject, limit, perMs, now }: CapRequest,
): Promise<boolean> {
  const gap = Math.floor(perMs / limit);
  // The last instant to which the arrival times may have run ahead for one more to fit.
  const latest = now + perMs - gap;
  const { rows } = await sql<{ passed: number }>`
    insert into caps as c (cap, subject, tat, passed) values (${cap}, ${subject}, ${now + gap}, 1)
    on conflict (cap, subject) do update set
      tat = case when c.tat > ${latest} then c.tat when c.tat > ${now} then c.tat + ${gap} else excluded.tat end,
      passed = case when c.tat > ${latest} then 0 else 1 end,
      refused = c.refused + case when c.tat > ${latest} then 1 else 0 end,
      refused_at = case when c.tat > ${latest} then ${now} else c.refused_at end
    returning passed`.execute(store.db);
  return rows[0]?.passed === 1;
}

/** Whether the next one would be refused. Reads only. */
export async function isFull(
  store: Store,
  { cap, subject, limit, perMs, now }: CapRequest,
): Promise<boolean> {
  const row = await store.db
    .selectFrom('caps')
    .select('tat')
    .where('cap', '=', cap)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row !== undefined && row.tat > now + perMs - Math.floor(perMs / limit);
}

export interface Refusals {
  readonly cap: string;
  readonly subject: string;
  readonly refused: number;
}

/** Which of these caps refused somebody since then, the fullest first. */
export function refusedSince(store: Store, caps: readonly string[], since: number): Promise<Refusals[]> {
  return store.db
    .selectFrom('caps')
    .select(['cap', 'subject', 'refused'])
    .where('refused_at', '>', since)
    .where('cap', 'in', caps)
    .orderBy('refused', 'desc')
    .limit(100)
    .execute();
}

/** Forgets caps that are empty again and refused nobody lately, and with them the networks they name. */
export async function dropIdleCaps(store: Store, now: number, keptMs: number): Promise<void> {
  await store.db
    .deleteFrom('caps')
    .where('tat', '<=', now)
    .where('refused_at', '<=', now - keptMs)
    .execute();
}
