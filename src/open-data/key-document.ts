import { type PublicKey, publicKey } from './data-key.ts';
import type { Mismatch } from './mismatch.ts';
import { readDocument } from './read-document.ts';
import { brokenSeals } from './seal.ts';

/** Where a publication's keys are. */
export const KEYS_PATH = '/.well-known/verdicts-key.json';
export const KEYS_FILE = 'verdicts-key.json';

/**
 * `GET /.well-known/verdicts-key.json`: a set of JSON Web Keys (RFC 7517, RFC 8037), the one that signs first. Signed as every
 * document is, so that whoever knows one key knows that the others are the publisher's, and a changed value is named.
 */
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

/** What a file of keys says, whoever wrote it. */
interface ReadKeys {
  /** Empty where none could be read. */
  readonly keys: readonly PublicKey[];
  /** What in it is not as one of its own keys signed it; paths begin with the name of the file. */
  readonly mismatches: readonly Mismatch[];
}

export function readKeyDocument(bytes: Uint8Array): ReadKeys {
  const read = readDocument(bytes);
  if (read.kind === 'unreadable') return { keys: [], mismatches: read.mismatches.map(ofKeys) };
  const { keys: entries } = read.document;
  const keys = Array.isArray(entries) ? entries.flatMap(keyIn) : [];
  return { keys, mismatches: [...brokenSeals(read.document, keys), ...read.mismatches].map(ofKeys) };
}

function keyIn(entry: unknown): PublicKey | [] {
  const { crv, x } = (entry ?? {}) as { readonly crv?: unknown; readonly x?: unknown };
  return crv === 'Ed25519' && typeof x === 'string' ? (publicKey(x) ?? []) : [];
}

function ofKeys(mismatch: Mismatch): Mismatch {
  return { ...mismatch, path: `${KEYS_FILE}, ${mismatch.path}` };
}
