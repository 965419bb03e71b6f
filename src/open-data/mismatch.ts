import { canonicalJson } from '../catalogue/canonical-json.ts';
import { leavesOf } from './leaves.ts';

/** A value of a published document that is not what it must be. */
export interface Mismatch {
  /** JSON path: `$.pairings[0].a.panel.percent`. */
  readonly path: string;
  /** As it stands there; undefined where nothing does. */
  readonly published: unknown;
  /** What it must be by all else that is known; undefined where nothing says. */
  readonly recomputed: unknown;
  /** What that means, as a sentence. */
  readonly why: string;
}

/**
 * Where two JSON values differ, leaf by leaf.
 * @param path of both
 * @param why what a difference means
 */
export function differences(
  { published, recomputed }: { readonly published: unknown; readonly recomputed: unknown },
  path: string,
  why: string,
): Mismatch[] {
  const [there, here] = [published, recomputed].map(
    value => new Map(Array.from(leavesOf(value, path), leaf => [leaf.path, leaf.value])),
  ) as [Map<string, unknown>, Map<string, unknown>];
  const paths = new Set([...there.keys(), ...here.keys()]);
  return [...paths].flatMap(at => {
    const isSame = there.has(at) === here.has(at) && same(there.get(at), here.get(at));
    return isSame ? [] : [{ path: at, published: there.get(at), recomputed: here.get(at), why }];
  });
}

function same(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
