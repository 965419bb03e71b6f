import type { Order } from './order.ts';
import type { ScoredPair } from './score.ts';

/** The best `size` pairs seen so far, best first. */
export class BestPairs {
  readonly #size: number;
  readonly #order: Order;
  readonly #pairs: ScoredPair[] = [];

  constructor(size: number, order: Order) {
    this.#size = size;
    this.#order = order;
  }

  get pairs(): readonly ScoredPair[] {
    return this.#pairs;
  }

  /** A pair below this score cannot get in; one at this score may, by the lot. */
  get floor(): number {
    return this.#pairs.length < this.#size ? -Infinity : (this.#pairs.at(-1)?.score ?? -Infinity);
  }

  offer(pair: ScoredPair): void {
    if (pair.score < this.floor || this.#pairs.some(kept => kept.key === pair.key)) return;
    const rank = this.#pairs.findIndex(kept => this.#order.compare(pair, kept) < 0);
    this.#pairs.splice(rank === -1 ? this.#pairs.length : rank, 0, pair);
    this.#pairs.length = Math.min(this.#pairs.length, this.#size);
  }
}
