import { createHash } from 'node:crypto';
import { canonicalJson } from '../catalogue/canonical-json.ts';

/** A value that holds no other, with its JSON path: `$.pairings[0].a.panel.percent`. */
export interface Leaf {
  readonly path: string;
  /** A text, a number, a truth value, null, or an object or array with nothing in it. */
  readonly value: unknown;
}

/** Every leaf of a JSON value, in the order of its canonical form. */
export function* leavesOf(value: unknown, path = '$'): Generator<Leaf> {
  if (Array.isArray(value) && value.length > 0) {
    for (const [index, child] of value.entries()) yield* leavesOf(child, childPath(path, index));
    return;
  }
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    for (const [key, child] of entries) yield* leavesOf(child, childPath(path, key));
    return;
  }
  yield { path, value };
}

/** Of the digest of a leaf: enough to tell which one has changed; that none has is told by the hash of the whole. */
const LEAF_BYTES = 6;
const LEAF_SIGNS = (LEAF_BYTES / 3) * 4;

/** The digests of every leaf of a document, one after the other, in base64url. */
export function digestsOf(document: unknown): string {
  return Array.from(leavesOf(document), digestOf).join('');
}

/** What in a document is other than when its digests were made. */
export interface ChangedLeaves {
  /** Leaves that are new, or whose value is. */
  readonly changed: readonly Leaf[];
  /** How many leaves of then are not there any more, whatever they were called. */
  readonly lost: number;
}

/** @param digests as `digestsOf` made them of what the document was */
export function changedLeaves(document: unknown, digests: string): ChangedLeaves {
  const known = new Set<string>();
  for (let at = 0; at < digests.length; at += LEAF_SIGNS) known.add(digests.slice(at, at + LEAF_SIGNS));
  const changed: Leaf[] = [];
  for (const leaf of leavesOf(document)) if (!known.delete(digestOf(leaf))) changed.push(leaf);
  return { changed, lost: Math.max(0, known.size - changed.length) };
}

/** The path is in it: two leaves that have the same value are two. */
function digestOf({ path, value }: Leaf): string {
  const digest = createHash('sha256')
    .update(`${path}\n${canonicalJson(value)}`)
    .digest();
  return digest.subarray(0, LEAF_BYTES).toString('base64url');
}

/** A key that would not stand in a path as it is stands there in quotes. */
export function childPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}
