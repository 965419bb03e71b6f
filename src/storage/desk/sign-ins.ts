import type { Store } from '../database.ts';

export interface SignIn {
  readonly id: string;
  readonly email: string;
  readonly browserHash: string;
  readonly askedAt: number;
  readonly expiresAt: number;
  readonly dueAt: number;
}

export async function keepSignIn(store: Store, signIn: SignIn): Promise<void> {
  await store.db
    .insertInto('sign_ins')
    .values({
      id: signIn.id,
      email: signIn.email,
      browser_hash: signIn.browserHash,
      asked_at: signIn.askedAt,
      expires_at: signIn.expiresAt,
      due_at: signIn.dueAt,
    })
    .execute();
}

/** Those that are due and that nobody has looked at yet, oldest first. */
export async function unansweredSignIns(store: Store, now: number, limit: number): Promise<SignIn[]> {
  const rows = await store.db
    .selectFrom('sign_ins')
    .selectAll()
    .where('mailed_at', 'is', null)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('asked_at')
    .limit(limit)
    .execute();
  return rows.map(row => ({
    id: row.id,
    email: row.email,
    browserHash: row.browser_hash,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    dueAt: row.due_at,
  }));
}

export async function markMailed(store: Store, id: string, now: number): Promise<void> {
  await store.db.updateTable('sign_ins').set({ mailed_at: now }).where('id', '=', id).execute();
}

export async function dropSignIn(store: Store, id: string): Promise<void> {
  await store.db.deleteFrom('sign_ins').where('id', '=', id).execute();
}

/**
 * Uses a link up: once, in time, and only with the cookie of the browser that asked.
 * @returns the address it was sent to; null where any of the three is not so, without saying which
 */
export async function spendSignIn(
  store: Store,
  { id, browserHash, now }: { readonly id: string; readonly browserHash: string; readonly now: number },
): Promise<string | null> {
  const used = await store.db
    .updateTable('sign_ins')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('browser_hash', '=', browserHash)
    .where('mailed_at', 'is not', null)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('email')
    .executeTakeFirst();
  return used?.email ?? null;
}

/** Forgets links that can open nothing any more. */
export async function dropOldSignIns(store: Store, now: number): Promise<void> {
  await store.db.deleteFrom('sign_ins').where('expires_at', '<=', now).execute();
}
