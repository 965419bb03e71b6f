import { createHash } from 'node:crypto';
import { canonicalJson } from '../catalogue/canonical-json.ts';
import { type DataSigner, isSignedBy, type PublicKey } from './data-key.ts';
import { changedLeaves, childPath, digestsOf } from './leaves.ts';
import type { Mismatch } from './mismatch.ts';

/** The member of a document that says whose it is. Everything but `value` is what was signed. */
export interface Seal {
  readonly alg: string;
  /** Of the public key. */
  readonly key: string;
  /** Of each value of the document (leaves.ts): they name what has changed. */
  readonly leaves: string;
  /** Of the canonical JSON of the document without this member, hex: it says that nothing has. */
  readonly sha256: string;
  /** Ed25519 over the canonical JSON of the other four, base64url. */
  readonly value: string;
}

export type Sealed<D extends object> = D & { readonly signature: Seal };

const ALGORITHM = 'Ed25519';

/** The document with its signature; the same one for the same document and key. */
export function sealed<D extends object>(document: D, signer: DataSigner): Sealed<D> {
  // As whoever reads it will have it: without keys that have no value.
  const read = JSON.parse(JSON.stringify(document)) as D;
  const parts = { alg: ALGORITHM, key: signer.id, ...digestsOfAll(read) };
  return { ...read, signature: { ...parts, value: signer.sign(canonicalJson(parts)) } };
}

/**
 * Everything in a document that is not as it was signed, named by its path; empty where all is.
 * @param keys that its publisher signs with, or signed with before
 */
export function brokenSeals(
  document: Readonly<Record<string, unknown>>,
  keys: readonly PublicKey[],
): Mismatch[] {
  const { signature, ...rest } = document;
  if (typeof signature !== 'object' || signature === null) {
    return [
      { path: '$.signature', published: signature, recomputed: undefined, why: 'It has no signature.' },
    ];
  }
  const now = digestsOfAll(rest);
  const seal = sealIn(signature);
  const inSeal = sealFault(seal, signature as Record<string, unknown>, { keys, now });
  // Its own digests, where one of them is what was changed, name nothing.
  if (inSeal?.path === '$.signature.sha256' || seal.sha256 === now.sha256) return inSeal ? [inSeal] : [];
  const { changed, lost } = changedLeaves(rest, seal.leaves);
  const found = changed.map(
    ({ path, value }): Mismatch => ({
      path,
      published: value,
      recomputed: undefined,
      why: 'It was changed after it was signed.',
    }),
  );
  if (lost > 0)
    found.push({
      path: '$',
      published: `${lost} values less`,
      recomputed: undefined,
      why: 'Values were taken out after it was signed.',
    });
  if (inSeal) return [...found, inSeal];
  const other = 'It is not what was signed, though every value is.';
  return found.length > 0 ? found : [{ path: '$', published: undefined, recomputed: undefined, why: other }];
}

/** What is wrong with the signature itself: which of its parts, where one alone explains it. */
function sealFault(
  seal: Seal,
  published: Readonly<Record<string, unknown>>,
  { keys, now }: { readonly keys: readonly PublicKey[]; readonly now: Pick<Seal, 'leaves' | 'sha256'> },
): Mismatch | null {
  const { value, ...parts } = seal;
  const at = (name: string, recomputed: unknown, why: string): Mismatch => {
    return { path: childPath('$.signature', name), published: published[name], recomputed, why };
  };
  const more = Object.keys(published).find(name => !(name in seal));
  if (more !== undefined) return at(more, undefined, 'No signature has this.');
  const holds = (tried: Omit<Seal, 'value'>) => {
    const key = keys.find(({ id }) => id === tried.key);
    return key !== undefined && tried.alg === ALGORITHM && isSignedBy(key, canonicalJson(tried), value);
  };
  if (holds(parts)) return null;
  const candidates = [
    ['alg', ALGORITHM],
    ['leaves', now.leaves],
    ['sha256', now.sha256],
    ...keys.map(({ id }) => ['key', id] as const),
  ] as const;
  const one = candidates.find(([name, right]) => holds({ ...parts, [name]: right }));
  if (one) return at(one[0], one[1], 'With the recomputed value the signature is right.');
  return keys.some(({ id }) => id === seal.key)
    ? at('value', undefined, 'It is not the signature of this key over these values.')
    : at('key', undefined, 'No such key is known of the publisher.');
}

function digestsOfAll(document: object): Pick<Seal, 'leaves' | 'sha256'> {
  const sha256 = createHash('sha256').update(canonicalJson(document)).digest('hex');
  return { leaves: digestsOf(document), sha256 };
}

/** What is no text is taken as an empty one, which no part of a signature is. */
function sealIn(value: object): Seal {
  const part = (name: keyof Seal) => {
    const found: unknown = (value as Partial<Seal>)[name];
    return typeof found === 'string' ? found : '';
  };
  return {
    alg: part('alg'),
    key: part('key'),
    leaves: part('leaves'),
    sha256: part('sha256'),
    value: part('value'),
  };
}
