import { createHmac, createSecretKey } from 'node:crypto';

export type SuppressionReason = 'hard_bounce' | 'complaint' | 'manual' | 'erased';

/** "Never send to this address", whatever state its subscriber is in. */
export interface Suppression {
  /** '' when reason is `erased`: then only the keyed hash of the address is known. */
  readonly email: string;
  readonly reason: SuppressionReason;
  readonly detail: string;
  /** Epoch ms. */
  readonly createdAt: number;
}

const WEIGHT: Readonly<Record<SuppressionReason, number>> = {
  manual: 0,
  hard_bounce: 1,
  complaint: 2,
  erased: 3,
};

/** Reasons only become heavier: events arrive twice and out of order. */
export function outweighs(next: SuppressionReason, known: SuppressionReason): boolean {
  return WEIGHT[next] > WEIGHT[known];
}

/**
 * The hash under which a suppression is kept. Keyed with a salt of this database, so that the list of those who were
 * erased cannot be matched against lists of addresses elsewhere.
 * @param salt random text, kept in the database
 * @returns from dedupe key to hash
 */
export function createAddressHasher(salt: string): (dedupeKey: string) => string {
  const key = createSecretKey(Buffer.from(salt, 'utf8'));
  return dedupeKey => createHmac('sha256', key).update(dedupeKey).digest('base64url');
}
