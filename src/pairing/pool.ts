import { hasRested, isPickable } from './eligible.ts';
import { FeatureReader, type Features } from './features.ts';
import { Field } from './field.ts';
import { type LadderStep, ladder } from './ladder.ts';
import { Order } from './order.ts';
import type { PairSet } from './pair-set.ts';
import type { PickInput } from './pairing.ts';
import { Past } from './past.ts';
import { Scorer } from './score.ts';
import { Similarity } from './similarity.ts';
import type { ScoreRules } from './weights.ts';

/** The set chosen for a week, and what is needed to explain it. */
export interface Choice {
  readonly step: LadderStep;
  readonly set: PairSet;
  /** The tools that the step left to choose from. */
  readonly field: Field;
}

/** Everything of one week that does not depend on the rung or on the weights. */
export class Pool {
  readonly order: Order;
  readonly #past: Past;
  readonly #asked: number;
  readonly #similarity: Similarity;
  readonly #features: readonly Features[];

  constructor({ catalogue, history, week, today, seed, count }: PickInput) {
    this.order = new Order(seed, week);
    this.#past = new Past(history, week);
    this.#asked = count;
    // In one fixed order, so that no sum of floating point numbers depends on the order of the input.
    const tools = [...catalogue.tools].sort((one, other) => (one.slug < other.slug ? -1 : 1));
    this.#similarity = new Similarity(tools);
    const reader = new FeatureReader(catalogue, this.#past, today);
    this.#features = tools.filter(isPickable).map(tool => reader.read(tool));
  }

  /** The best full set of the first rung that has one; the last rung has the empty set. */
  choose(rules: ScoreRules): Choice {
    // A shorter cooldown only adds tools: as many tools are the same tools.
    const fields = new Map<number, Field>();
    for (const step of ladder(this.#asked)) {
      const rested = this.#features.filter(({ tool }) => hasRested(tool, this.#past, step.cooldown));
      const field = fields.get(rested.length) ?? this.#field(rested, rules);
      fields.set(rested.length, field);
      const set = field.sets(step.perCategory, this.#asked)[step.size];
      if (set) return { step, set, field };
    }
    throw new Error('The last rung of the ladder asks for nothing and cannot fail');
  }

  #field(rested: readonly Features[], rules: ScoreRules): Field {
    const categories = Map.groupBy(rested, ({ tool }) => tool.category);
    const offered = new Map(Array.from(categories, ([category, tools]) => [category, tools.length]));
    const scorer = new Scorer(this.#similarity, this.#past, rules, offered);
    return new Field(categories, { scorer, order: this.order, past: this.#past });
  }
}
