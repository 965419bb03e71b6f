import { sql } from 'kysely';
import { CLOCKS_DIFFER_MS } from '../delivery/ahead.ts';
import type { Store } from './database.ts';
import { FIRST_START } from './meta.ts';

/** Something the database says of the past that lies ahead: a clock was ahead when it was written, or is behind now. */
export interface TimeAhead {
  readonly what: string;
  /** The furthest, epoch ms. */
  readonly at: number;
}

/** Times of what has happened that are later than now, the furthest first. None where all clocks are right. */
export async function timesAhead(store: Store, now: number): Promise<TimeAhead[]> {
  const { rows } = await sql<{ what: string; at: number | null }>`
    select 'the last attempt at a batch' as what, max(touched_at) as at from batches
      where state in ('pending', 'submitting')
    union all select 'an attempt without a clear answer', max(unclear_since) from batches
      where state in ('pending', 'submitting')
    union all select 'the last attempt at a single mail', max(touched_at) from single_mails
      where state in ('pending', 'submitting')
    union all select 'a single mail', max(created_at) from single_mails where state in ('pending', 'submitting')
    union all select 'the last pause of a mailer', max(paused_at) from send_rate
    union all select 'a send time', max(tat) from send_rate
    union all select 'an approval', max(approved_at) from issues where state = 'approved'
    union all select 'the first start', max(cast(value as bigint)) from meta where key = ${FIRST_START}`.execute(
    store.db,
  );
  return rows
    .flatMap(({ what, at }) => (at !== null && at > now + CLOCKS_DIFFER_MS ? [{ what, at: Number(at) }] : []))
    .toSorted((one, other) => other.at - one.at);
}

/** In words, for a log or a terminal; '' for none. */
export function aheadWords(times: readonly TimeAhead[]): string {
  if (times.length === 0) return '';
  const named = times.map(({ what, at }) => `${what} (${new Date(at).toISOString()})`).join(', ');
  return `The clock was fast, or is slow now: some stored times are later than now (${named}). Waits and leases from then no longer count; what was unclear then is not posted again.`;
}
