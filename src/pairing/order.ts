import { createHash } from 'node:crypto';
import type { ScoredPair } from './score.ts';

/** The one order of pairs in a week: better score first, equal ones as the seed says, then by slugs. */
export class Order {
  readonly #seed: string;
  readonly #week: string;
  readonly #lots = new Map<string, string>();

  constructor(seed: string, week: string) {
    this.#seed = seed;
    this.#week = week;
  }

  /** For sorting: negative when `one` comes first; 0 only for the same pair. */
  readonly compare = (one: ScoredPair, other: ScoredPair): number => {
    if (one.score !== other.score) return other.score - one.score;
    return byCodeUnit(this.#lot(one.key), this.#lot(other.key)) || byCodeUnit(one.key, other.key);
  };

  /** The pair as shown: a coin that the seed throws, so that neither side is favoured over the year. */
  sides({ a, b, key }: ScoredPair): { readonly left: ScoredPair['a']; readonly right: ScoredPair['b'] } {
    const heads = Number.parseInt(this.#lot(key).slice(-1), 16) % 2 === 0;
    return heads ? { left: a, right: b } : { left: b, right: a };
  }

  #lot(key: string): string {
    let lot = this.#lots.get(key);
    if (lot === undefined) {
      lot = createHash('sha256')
        .update(JSON.stringify([this.#seed, this.#week, key]))
        .digest('hex');
      this.#lots.set(key, lot);
    }
    return lot;
  }
}

function byCodeUnit(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
