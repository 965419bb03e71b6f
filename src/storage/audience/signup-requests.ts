import type { Evidence } from '../../audience/consent.ts';
import type { Profile } from '../../audience/profile.ts';
import type { Store } from '../database.ts';

/** Someone asked for the newsletter; whether and how they are answered is decided later (readers/decide-signups.ts). */
export interface NewSignupRequest extends Profile {
  readonly email: string;
  readonly dedupeKey: string;
  /** Where it came from, as in Consent.source. */
  readonly source: string;
  readonly wording: string;
  readonly evidence: Evidence;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Not to be decided before, epoch ms. */
  readonly dueAt: number;
}

export interface SignupRequest extends NewSignupRequest {
  readonly id: number;
  readonly tries: number;
}

/** One statement, the same for every address. */
export async function keepSignupRequest(store: Store, request: NewSignupRequest): Promise<void> {
  const { dedupeKey, interests, evidence, createdAt, dueAt, ...rest } = request;
  await store.db
    .insertInto('signup_requests')
    .values({
      ...rest,
      dedupe_key: dedupeKey,
      interests: JSON.stringify(interests),
      evidence: JSON.stringify(evidence),
      created_at: createdAt,
      due_at: dueAt,
    })
    .execute();
}

/** The oldest that is due, still in its place; null when nothing is. */
export async function nextSignupRequest(store: Store, now: number): Promise<SignupRequest | null> {
  const row = await store.db
    .selectFrom('signup_requests')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { dedupe_key, interests, evidence, created_at, due_at, ...rest } = row;
  return {
    ...rest,
    dedupeKey: dedupe_key,
    interests: JSON.parse(interests) as string[],
    evidence: JSON.parse(evidence) as Evidence,
    createdAt: created_at,
    dueAt: due_at,
  };
}

/** @returns false when another process has done with it */
export async function endSignupRequest(store: Store, id: number): Promise<boolean> {
  const ended = await store.db.deleteFrom('signup_requests').where('id', '=', id).executeTakeFirst();
  return ended.numDeletedRows > 0n;
}

/** Later again, after a fault. */
export async function postponeSignupRequest(store: Store, id: number, dueAt: number): Promise<void> {
  await store.db
    .updateTable('signup_requests')
    .set(eb => ({ due_at: dueAt, tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
