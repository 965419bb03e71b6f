import type { Tool } from '../catalogue/tool.ts';
import { mayMeet } from './eligible.ts';
import type { Features } from './features.ts';
import type { Order } from './order.ts';
import { pairKey } from './pairing.ts';
import type { Past } from './past.ts';
import type { ScoredPair, Scorer } from './score.ts';

/** What all searches of one week share. */
export interface Contest {
  readonly scorer: Scorer;
  readonly order: Order;
  readonly past: Past;
  /** Keys of pairs that editors banned. */
  readonly barred: ReadonlySet<string>;
}

/** The best pairs seen so far, and what was passed over unscored. */
export class BestPairs {
  readonly #contest: Contest;
  readonly #size: number;
  readonly #avoid: readonly Tool[];
  readonly #pairs: ScoredPair[] = [];
  /** Every pair of these was tried. */
  #seeds: ReadonlySet<Features> = new Set();
  /** How many pairs were scored. */
  scored = 0;
  /** No pair that was passed over can score above this. */
  ceiling = -Infinity;

  /** Keeps `size` pairs at most, none with a tool in `avoid`. */
  constructor(contest: Contest, size: number, avoid: readonly Tool[]) {
    this.#contest = contest;
    this.#size = size;
    this.#avoid = avoid;
  }

  /** Best first. */
  get pairs(): readonly ScoredPair[] {
    return this.#pairs;
  }

  /** Could some pair bounded so still get in? If not, it is noted as passed over. */
  isInReach(bound: number): boolean {
    const last = this.#last();
    return !last || bound >= last.score || this.#passOver(bound);
  }

  /** The same for one pair, whose lots may already have lost a draw. */
  isPairInReach(a: Features, b: Features, bound: number): boolean {
    const last = this.#last();
    if (!last || bound > last.score) return true;
    const winsDraw = bound === last.score && this.#contest.order.compareLots(a, b, last) < 0;
    return winsDraw || this.#passOver(bound);
  }

  /** Tries some tools against each other, which raises the floor before the search begins. */
  sow(seeds: readonly Features[]): void {
    seeds.forEach((a, index) => {
      for (const b of seeds.slice(index + 1)) this.try(a, b);
    });
    this.#seeds = new Set(seeds);
  }

  try(a: Features, b: Features): void {
    if (this.#seeds.has(a) && this.#seeds.has(b)) return;
    if (this.#avoid.includes(a.tool) || this.#avoid.includes(b.tool)) return;
    if (!mayMeet(a.tool, b.tool, this.#contest.past)) return;
    if (this.#contest.barred.has(pairKey(a.tool.slug, b.tool.slug))) return;
    this.scored += 1;
    const pair = this.#contest.scorer.score(a, b);
    // Pairs come twice when patience with two groups ran out.
    if (this.#pairs.some(kept => kept.key === pair.key)) return;
    const rank = this.#pairs.findIndex(kept => this.#contest.order.compare(pair, kept) < 0);
    this.#pairs.splice(rank === -1 ? this.#pairs.length : rank, 0, pair);
    this.#pairs.length = Math.min(this.#pairs.length, this.#size);
  }

  /** The pair that a newcomer must beat; undefined while there is room. */
  #last(): ScoredPair | undefined {
    return this.#pairs[this.#size - 1];
  }

  #passOver(bound: number): false {
    this.ceiling = Math.max(this.ceiling, bound);
    return false;
  }
}
