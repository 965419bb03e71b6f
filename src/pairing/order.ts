import { hash } from 'node:crypto';
import type { Features } from './features.ts';
import type { ScoredPair } from './score.ts';

/** The one order of pairs in a week: better score first, equal ones by the lots that their tools draw. */
export class Order {
  readonly #seed: string;
  readonly #week: string;
  readonly #lots = new Map<string, string>();

  constructor(seed: string, week: string) {
    this.#seed = seed;
    this.#week = week;
  }

  /** For sorting: negative when `one` comes first; 0 only for the same pair. */
  readonly compare = (one: ScoredPair, other: ScoredPair): number =>
    other.score - one.score || this.compareLots(one.a, one.b, other);

  /**
   * Who wins a draw: the pair with the lower of all lots, then the one whose second lot is lower. Lots belong to
   * tools and not to pairs, so that a search may go through equal pairs in this order and stop at the first.
   */
  compareLots(a: Features, b: Features, other: Pick<ScoredPair, 'a' | 'b'>): number {
    const [low, high] = this.#lotsOf(a, b);
    const [otherLow, otherHigh] = this.#lotsOf(other.a, other.b);
    return byCodeUnit(low, otherLow) || byCodeUnit(high, otherHigh);
  }

  /** For sorting tools: the lower lot first. */
  compareTools(one: Features, other: Features): number {
    return byCodeUnit(this.#lot(one), this.#lot(other));
  }

  /** The pair as shown: a coin that the seed throws, so that neither side is favoured over the year. */
  sides({ a, b, key }: ScoredPair): { readonly left: Features; readonly right: Features } {
    const heads = Number.parseInt(this.#drawn(key).slice(-1), 16) % 2 === 0;
    return heads ? { left: a, right: b } : { left: b, right: a };
  }

  #lotsOf(a: Features, b: Features): [low: string, high: string] {
    const [one, other] = [this.#lot(a), this.#lot(b)];
    return one < other ? [one, other] : [other, one];
  }

  /** Ends in the slug, so that no two tools draw the same. */
  #lot({ tool: { slug } }: Features): string {
    let lot = this.#lots.get(slug);
    if (lot === undefined) {
      lot = `${this.#drawn(slug)} ${slug}`;
      this.#lots.set(slug, lot);
    }
    return lot;
  }

  #drawn(what: string): string {
    return hash('sha256', JSON.stringify([this.#seed, this.#week, what]));
  }
}

function byCodeUnit(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
