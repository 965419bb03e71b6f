import { createHash } from 'node:crypto';
import type { ScoredPair } from './score.ts';

/** The one order of pairs in a week: better score first, equal ones as the seed says, then by slugs. */
export class Order {
  readonly #seed: string;
  readonly #week: string;
  /** Weak: where draws are many, most pairs that drew a lot are not kept. */
  readonly #lots = new WeakMap<ScoredPair, string>();

  constructor(seed: string, week: string) {
    this.#seed = seed;
    this.#week = week;
  }

  /** For sorting: negative when `one` comes first; 0 only for the same pair. */
  readonly compare = (one: ScoredPair, other: ScoredPair): number => {
    if (one.score !== other.score) return other.score - one.score;
    return byCodeUnit(this.#lot(one), this.#lot(other)) || byCodeUnit(one.key, other.key);
  };

  /** The pair as shown: a coin that the seed throws, so that neither side is favoured over the year. */
  sides(pair: ScoredPair): { readonly left: ScoredPair['a']; readonly right: ScoredPair['b'] } {
    const { a, b } = pair;
    const heads = Number.parseInt(this.#lot(pair).slice(-1), 16) % 2 === 0;
    return heads ? { left: a, right: b } : { left: b, right: a };
  }

  #lot(pair: ScoredPair): string {
    let lot = this.#lots.get(pair);
    if (lot === undefined) {
      lot = createHash('sha256')
        .update(JSON.stringify([this.#seed, this.#week, pair.key]))
        .digest('hex');
      this.#lots.set(pair, lot);
    }
    return lot;
  }
}

function byCodeUnit(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
