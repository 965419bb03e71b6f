import type { Tool } from '../catalogue/tool.ts';
import type { Contest } from './best-pairs.ts';
import type { Features } from './features.ts';
import type { LadderStep } from './ladder.ts';
import { type PairSet, pairSet } from './pair-set.ts';
import type { ScoredPair } from './score.ts';
import { CategorySearch, type Found } from './search.ts';
import { bestSets, bestTwo } from './select.ts';

/** Rested tools by category, their best pairs, and the best sets that can be made of them. */
export class Field {
  readonly #contest: Contest;
  readonly #found: ReadonlyMap<CategorySearch, Found>;
  readonly #sets = new Map<LadderStep['perCategory'], readonly (PairSet | null)[]>();
  readonly #pinned: readonly ScoredPair[];
  /** By category. */
  readonly searches: ReadonlyMap<string, CategorySearch>;

  /** @param pinned pairs that are in every set: what is searched for stands beside them */
  constructor(
    categories: ReadonlyMap<string, readonly Features[]>,
    contest: Contest,
    pinned: readonly ScoredPair[] = [],
  ) {
    this.#contest = contest;
    this.#pinned = pinned;
    this.searches = new Map(
      Array.from(categories, ([category, tools]) => [category, new CategorySearch(tools, contest)]),
    );
    this.#found = new Map(
      Array.from(this.searches.values(), search => [search, search.best(1, this.#taken)]),
    );
  }

  get scorer(): Contest['scorer'] {
    return this.#contest.scorer;
  }

  /** Every search proved that nothing it passed over could have been better. */
  get isCertified(): boolean {
    return Array.from(this.#found.values()).every(
      ({ pairs, ceiling }) => ceiling <= (pairs[0]?.score ?? -Infinity),
    );
  }

  get #taken(): Tool[] {
    return this.#pinned.flatMap(({ a, b }) => [a.tool, b.tool]);
  }

  /** Entry n is the best set of n pairs, for every n up to `asked`; null where there are not enough. Without what is pinned. */
  sets(perCategory: LadderStep['perCategory'], asked: number): readonly (PairSet | null)[] {
    const known = this.#sets.get(perCategory);
    if (known) return known;
    const { order } = this.#contest;
    const offers = Array.from(this.searches, ([category, search]) => {
      const first = this.#found.get(search)?.pairs[0];
      const room = perCategory - this.#pinned.filter(({ a }) => a.tool.category === category).length;
      return {
        one: first && room > 0 ? pairSet([first], order) : null,
        two: first && room > 1 ? bestTwo(first, search, order, this.#taken) : null,
      };
    });
    const sets = bestSets(offers, asked, order);
    this.#sets.set(perCategory, sets);
    return sets;
  }
}
