import type { Store } from '../database.ts';

/** Somebody wants new links; whether anybody is behind the address is looked up later. Lives for seconds. */
export interface LinkRequest {
  readonly id: number;
  readonly dedupeKey: string;
  /** Epoch ms. */
  readonly askedAt: number;
}

/** One statement, the same for every address. */
export async function keepLinkRequest(store: Store, request: Omit<LinkRequest, 'id'>): Promise<void> {
  await store.db
    .insertInto('link_requests')
    .values({ dedupe_key: request.dedupeKey, asked_at: request.askedAt })
    .execute();
}

/** The oldest after another, still in its place; null when there is none. */
export async function nextLinkRequest(store: Store, after: number): Promise<LinkRequest | null> {
  const row = await store.db
    .selectFrom('link_requests')
    .selectAll()
    .where('id', '>', after)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row ? { id: row.id, dedupeKey: row.dedupe_key, askedAt: row.asked_at } : null;
}

/** @returns false when another process has done with it */
export async function endLinkRequest(store: Store, id: number): Promise<boolean> {
  const ended = await store.db.deleteFrom('link_requests').where('id', '=', id).executeTakeFirst();
  return ended.numDeletedRows > 0n;
}
