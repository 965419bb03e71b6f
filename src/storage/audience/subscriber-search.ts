import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { SubscriberState, SubscriberStatus } from '../../audience/subscriber.ts';
import type { Store } from '../database.ts';
import { SLICE_IDS } from './audience-count.ts';
import { highestId } from './audience-overview.ts';

/** One line of a list of subscribers. */
export interface SubscriberLine {
  readonly id: number;
  /** '' once erased. */
  readonly email: string;
  readonly name: string;
  readonly source: string;
  readonly status: SubscriberStatus | 'paused' | 'erased';
  /** Epoch ms. */
  readonly createdAt: number;
}

export interface SubscriberSearch {
  /** Part of an address or a name; '' for everybody. */
  readonly text: string;
  /** As in SubscriberLine; null for all. */
  readonly status: SubscriberLine['status'] | null;
  /** Only those with a lower id; null for the newest. */
  readonly before: number | null;
  readonly limit: number;
  /** Epoch ms: who is paused then. */
  readonly now: number;
}

/** Newest first. Reads the audience at most once, a slice of ids at a time, and only until there are enough. */
export async function searchSubscribers(store: Store, search: SubscriberSearch): Promise<SubscriberLine[]> {
  const found: SubscriberLine[] = [];
  // The place comes out of an address: from far above the highest id there would be slices without end.
  let below = Math.min(search.before ?? Number.POSITIVE_INFINITY, (await highestId(store)) + 1);
  while (below > 1 && found.length < search.limit) {
    const from = Math.max(0, below - 1 - SLICE_IDS);
    found.push(...(await searchSlice(store, search, { from, below, limit: search.limit - found.length })));
    below = from + 1;
    await setImmediate();
  }
  return found;
}

async function searchSlice(
  store: Store,
  { text, status, now }: SubscriberSearch,
  slice: { readonly from: number; readonly below: number; readonly limit: number },
): Promise<SubscriberLine[]> {
  const like = sql.raw(store.dialect === 'postgres' ? 'ilike' : 'like');
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await store.db
    .selectFrom('subscribers')
    .select(['id', 'email', 'name', 'source', 'state', 'created_at', 'suppressed_at', 'paused_until'])
    .where('id', '>', slice.from)
    .where('id', '<', slice.below)
    .$if(text !== '', query =>
      query.where(
        sql<boolean>`(email ${like} ${pattern} escape '\\' or name ${like} ${pattern} escape '\\')`,
      ),
    )
    .$if(status === 'suppressed', query => query.where('suppressed_at', 'is not', null))
    .$if(status !== null && status !== 'suppressed', query => query.where('suppressed_at', 'is', null))
    .$if(status === 'paused', query => query.where('state', '=', 'confirmed').where('paused_until', '>', now))
    .$if(status === 'confirmed', query =>
      query
        .where('state', '=', 'confirmed')
        .where(eb => eb.or([eb('paused_until', 'is', null), eb('paused_until', '<=', now)])),
    )
    .$if(status === 'pending' || status === 'unsubscribed' || status === 'erased', query =>
      query.where('state', '=', status ?? ''),
    )
    .orderBy('id', 'desc')
    .limit(slice.limit)
    .execute();
  return rows.map(({ state, created_at, suppressed_at, paused_until, ...row }) => ({
    ...row,
    status: statusOf(
      { state: state as SubscriberState, suppressedAt: suppressed_at, pausedUntil: paused_until },
      now,
    ),
    createdAt: created_at,
  }));
}

/** The one word for how somebody stands: suppressed beats everything, a pause only shows on who is confirmed. */
export function statusOf(
  subscriber: {
    readonly state: SubscriberState;
    readonly suppressedAt: number | null;
    readonly pausedUntil: number | null;
  },
  now: number,
): SubscriberLine['status'] {
  if (subscriber.suppressedAt !== null) return 'suppressed';
  const { state, pausedUntil } = subscriber;
  return state === 'confirmed' && pausedUntil !== null && pausedUntil > now ? 'paused' : state;
}
