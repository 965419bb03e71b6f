import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { SigningKey } from '../audience/token.ts';

/** A public key that signatures are checked with. */
export interface PublicKey {
  /** The first 16 hexadecimal digits of the sha256 of its bytes. */
  readonly id: string;
  /** Its 32 bytes, base64url. */
  readonly x: string;
}

/** Signs open data as this installation. */
export interface DataSigner extends PublicKey {
  /** Ed25519, base64url. */
  sign(text: string): string;
}

/** What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const KEY_SIGNS = 43;

/**
 * The key that belongs to one of SECRET_KEYS: derived from it, so that it stands in no database and no backup, and is
 * another once the secret is.
 */
export function dataSigner({ mac }: Pick<SigningKey, 'mac'>): DataSigner {
  const seed = Buffer.from(mac('verdicts data key 1'), 'base64url');
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return {
    id: keyId(x),
    x,
    sign: text => sign(null, Buffer.from(text, 'utf8'), key).toString('base64url'),
  };
}

/** Null for what is no public key of this kind. @param x 32 bytes, base64url */
export function publicKey(x: string): PublicKey | null {
  return x.length === KEY_SIGNS && keyObject(x) !== null ? { id: keyId(x), x } : null;
}

export function isSignedBy({ x }: PublicKey, text: string, signature: string): boolean {
  const key = keyObject(x);
  const bytes = Buffer.from(signature, 'base64url');
  // Two spellings of base64url may give the same bytes: only one of them was published.
  if (key === null || bytes.toString('base64url') !== signature) return false;
  return verify(null, Buffer.from(text, 'utf8'), key, bytes);
}

function keyObject(x: string): KeyObject | null {
  if (Buffer.from(x, 'base64url').toString('base64url') !== x) return null;
  try {
    return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  } catch {
    return null;
  }
}

function keyId(x: string): string {
  return createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex').slice(0, 16);
}
