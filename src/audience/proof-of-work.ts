import { type Challenge, createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import type { SigningKey } from './token.ts';

/** About half a second of one core in a browser, two milliseconds to check. Why so much: decision 091. */
const WORK = { algorithm: 'PBKDF2/SHA-256', cost: 5_000, keyPrefix: '00' } as const;
const VALID_MS = 30 * 60_000;
/** As the widget sends it: base64 of JSON, well below this. */
const MAX_LENGTH = 4_096;

export type { Challenge };

/** A task that costs whoever solves it some work. Signed, so that nothing is kept of it until it is solved. */
export function newChallenge(key: SigningKey, now: number): Promise<Challenge> {
  return createChallenge({
    ...WORK,
    deriveKey,
    hmacSignatureSecret: secretOf(key),
    // Not the library's own expiry, which reads the clock of the machine.
    data: { expiresAt: now + VALID_MS },
  });
}

export type ProofOutcome =
  | { readonly kind: 'good'; readonly nonce: string; readonly expiresAt: number }
  | { readonly kind: 'bad' };

/**
 * Judges a solved challenge. Whether it was used before is for the caller to know, by its nonce.
 * @param payload as the widget sends it
 */
export async function readProof(key: SigningKey, payload: string, now: number): Promise<ProofOutcome> {
  const bad = { kind: 'bad' } as const;
  const parsed = PayloadSchema.safeParse(decoded(payload));
  if (!parsed.success) return bad;
  const { challenge, solution } = parsed.data;
  const { nonce, data } = challenge.parameters;
  if (data.expiresAt <= now) return bad;
  const { verified } = await verifySolution({
    challenge,
    solution,
    deriveKey,
    hmacSignatureSecret: secretOf(key),
  });
  return verified ? { kind: 'good', nonce, expiresAt: data.expiresAt } : bad;
}

/** Loose objects: the signature covers every parameter, also those that are not looked at here. */
const PayloadSchema = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      algorithm: z.literal(WORK.algorithm),
      nonce: z.string().regex(/^[0-9a-f]{32}$/),
      salt: z.string().regex(/^[0-9a-f]{32}$/),
      cost: z.literal(WORK.cost),
      keyLength: z.literal(32),
      keyPrefix: z.literal(WORK.keyPrefix),
      data: z.object({ expiresAt: z.number() }),
    }),
    signature: z.string().max(128),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string().max(128) }),
});

function decoded(payload: string): unknown {
  if (payload.length > MAX_LENGTH) return null;
  try {
    return JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
  } catch {
    return null;
  }
}

/** The library wants text; nothing else is signed with it. */
function secretOf(key: SigningKey): string {
  return key.mac('verdicts proof of work');
}
