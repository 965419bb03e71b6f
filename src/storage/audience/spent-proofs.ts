import type { Store } from '../database.ts';

/** @returns false when the proof was used before, here or by another process */
export async function spendProof(store: Store, nonce: string, expiresAt: number): Promise<boolean> {
  const spent = await store.db
    .insertInto('spent_proofs')
    .values({ nonce, expires_at: expiresAt })
    .onConflict(conflict => conflict.column('nonce').doNothing())
    .returning('nonce')
    .executeTakeFirst();
  return spent !== undefined;
}

/** Proofs that are too old to be believed need no guard any more. */
export async function dropOldProofs(store: Store, now: number): Promise<void> {
  await store.db.deleteFrom('spent_proofs').where('expires_at', '<=', now).execute();
}
