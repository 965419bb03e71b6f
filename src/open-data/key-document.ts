import { type PublicKey, publicKey } from './data-key.ts';

/** Where a publication's keys are. */
export const KEYS_PATH = '/.well-known/verdicts-key.json';

/** `GET /.well-known/verdicts-key.json`: a set of JSON Web Keys (RFC 7517, RFC 8037), the one that signs first. */
export interface KeyDocument {
  readonly keys: readonly KeyEntry[];
}

interface KeyEntry {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly alg: 'EdDSA';
  readonly use: 'sig';
  readonly kid: string;
  readonly x: string;
  /** From when on it signed, ISO 8601. */
  readonly from: string;
  /** Null while it signs; those of before check what they signed, for good. */
  readonly until: string | null;
}

/** @param keys times in epoch ms */
export function keyDocument(
  keys: readonly (PublicKey & { readonly usedFrom: number; readonly usedUntil: number | null })[],
): KeyDocument {
  return {
    keys: keys.map(({ id, x, usedFrom, usedUntil }) => ({
      kty: 'OKP',
      crv: 'Ed25519',
      alg: 'EdDSA',
      use: 'sig',
      kid: id,
      x,
      from: new Date(usedFrom).toISOString(),
      until: usedUntil === null ? null : new Date(usedUntil).toISOString(),
    })),
  };
}

/** The keys of such a document, whoever wrote it; null for what is none. */
export function readKeyDocument(value: unknown): PublicKey[] | null {
  const { keys } = (value ?? {}) as { readonly keys?: unknown };
  if (!Array.isArray(keys)) return null;
  return keys.flatMap(entry => {
    const { crv, x } = (entry ?? {}) as { readonly crv?: unknown; readonly x?: unknown };
    return crv === 'Ed25519' && typeof x === 'string' ? (publicKey(x) ?? []) : [];
  });
}
