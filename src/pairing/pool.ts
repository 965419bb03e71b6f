import { hasRested, isPickable } from './eligible.ts';
import { FeatureReader, type Features } from './features.ts';
import { type LadderStep, ladder } from './ladder.ts';
import { Order } from './order.ts';
import type { PairSet } from './pair-set.ts';
import { pairSet } from './pair-set.ts';
import type { PickInput } from './pairing.ts';
import { Past } from './past.ts';
import { Scorer } from './score.ts';
import { CategorySearch } from './search.ts';
import { bestSets, bestTwo } from './select.ts';
import { Similarity } from './similarity.ts';
import type { ScoreRules } from './weights.ts';

/** The set chosen for a week, and what is needed to explain it. */
export interface Choice {
  readonly step: LadderStep;
  readonly set: PairSet;
  /** The search of every category under the step's rules. */
  readonly searches: ReadonlyMap<string, CategorySearch>;
  readonly scorer: Scorer;
  /** Every search proved that nothing it passed over could have been better. */
  readonly isCertified: boolean;
}

/** What one step of the ladder gave, by size of the set. */
interface Tried extends Pick<Choice, 'searches' | 'scorer' | 'isCertified'> {
  readonly sets: readonly (PairSet | null)[];
}

/** Everything of one week that does not depend on the rung or on the weights. */
export class Pool {
  readonly order: Order;
  readonly past: Past;
  readonly #asked: number;
  readonly #similarity: Similarity;
  readonly #features: readonly Features[];

  constructor({ catalogue, history, week, today, seed, count }: PickInput) {
    this.order = new Order(seed, week);
    this.past = new Past(history, week);
    this.#asked = count;
    // In one fixed order, so that no sum of floating point numbers depends on the order of the input.
    const tools = [...catalogue.tools].sort((one, other) => (one.slug < other.slug ? -1 : 1));
    this.#similarity = new Similarity(tools);
    const reader = new FeatureReader(catalogue, this.past, today);
    this.#features = tools.filter(isPickable).map(tool => reader.read(tool));
  }

  /** The best full set of the first rung that has one; the last rung has the empty set. */
  choose(rules: ScoreRules): Choice {
    const tried = new Map<string, Tried>();
    for (const step of ladder(this.#asked)) {
      const key = `${step.cooldown} ${step.perCategory}`;
      const { sets, ...rest } = tried.get(key) ?? this.#setsUnder(step, rules);
      tried.set(key, { sets, ...rest });
      const set = sets[step.size];
      if (set) return { step, set, ...rest };
    }
    throw new Error('The last rung of the ladder asks for nothing and cannot fail');
  }

  #setsUnder({ cooldown, perCategory }: LadderStep, rules: ScoreRules): Tried {
    const rested = this.#features.filter(({ tool }) => hasRested(tool, this.past, cooldown));
    const categories = Map.groupBy(rested, ({ tool }) => tool.category);
    const offered = new Map(Array.from(categories, ([category, tools]) => [category, tools.length]));
    const scorer = new Scorer(this.#similarity, this.past, rules, offered);
    const contest = { scorer, order: this.order, past: this.past };
    const searches = new Map(
      Array.from(categories, ([category, tools]) => [category, new CategorySearch(tools, contest)]),
    );
    let isCertified = true;
    const offers = Array.from(searches.values(), search => {
      const { pairs, ceiling } = search.best(1);
      const [best] = pairs;
      isCertified &&= ceiling <= (best?.score ?? -Infinity);
      return {
        one: best ? pairSet([best], this.order) : null,
        two: perCategory === 2 ? bestTwo(search, this.order) : null,
      };
    });
    return { sets: bestSets(offers, this.#asked, this.order), searches, isCertified, scorer };
  }
}
