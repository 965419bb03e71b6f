import type { Contest } from './best-pairs.ts';
import type { Features } from './features.ts';
import type { LadderStep } from './ladder.ts';
import { type PairSet, pairSet } from './pair-set.ts';
import { CategorySearch, type Found } from './search.ts';
import { bestSets, bestTwo } from './select.ts';

/** Rested tools by category, their best pairs, and the best sets that can be made of them. */
export class Field {
  readonly #contest: Contest;
  readonly #found: ReadonlyMap<CategorySearch, Found>;
  readonly #sets = new Map<LadderStep['perCategory'], readonly (PairSet | null)[]>();
  /** By category. */
  readonly searches: ReadonlyMap<string, CategorySearch>;

  constructor(categories: ReadonlyMap<string, readonly Features[]>, contest: Contest) {
    this.#contest = contest;
    this.searches = new Map(
      Array.from(categories, ([category, tools]) => [category, new CategorySearch(tools, contest)]),
    );
    this.#found = new Map(Array.from(this.searches.values(), search => [search, search.best(1)]));
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

  /** Entry n is the best set of n pairs, for every n up to `asked`; null where there are not enough. */
  sets(perCategory: LadderStep['perCategory'], asked: number): readonly (PairSet | null)[] {
    const known = this.#sets.get(perCategory);
    if (known) return known;
    const { order } = this.#contest;
    const offers = Array.from(
      this.#found,
      ([
        search,
        {
          pairs: [first],
        },
      ]) => ({
        one: first ? pairSet([first], order) : null,
        two: first && perCategory === 2 ? bestTwo(first, search, order) : null,
      }),
    );
    const sets = bestSets(offers, asked, order);
    this.#sets.set(perCategory, sets);
    return sets;
  }
}
