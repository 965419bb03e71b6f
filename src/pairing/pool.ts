import type { Words } from '../words/words.ts';
import { hasRested, isPickable } from './eligible.ts';
import { FeatureReader, type Features } from './features.ts';
import { Field } from './field.ts';
import { type LadderStep, ladder } from './ladder.ts';
import { Order } from './order.ts';
import { type PairSet, pairSet } from './pair-set.ts';
import { Past } from './past.ts';
import type { PickInput } from './pick-input.ts';
import { type ScoredPair, Scorer } from './score.ts';
import { Similarity } from './similarity.ts';
import { SCORE_RULES, type ScoreRules } from './weights.ts';
import { NO_WISHES, slugsOf, type Wishes } from './wishes.ts';

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
  readonly words: Words;
  readonly #past: Past;
  readonly #asked: number;
  readonly #similarity: Similarity;
  readonly #features: readonly Features[];
  readonly #wishes: Wishes;

  constructor(input: PickInput) {
    const { catalogue, history, week, today, seed, count, wishes = NO_WISHES } = input;
    this.words = input.words;
    this.#wishes = wishes;
    this.order = new Order(seed, week);
    this.#past = new Past(history, week);
    this.#asked = count;
    // In one fixed order, so that no sum of floating point numbers depends on the order of the input.
    const tools = [...catalogue.tools].sort((one, other) => (one.slug < other.slug ? -1 : 1));
    this.#similarity = new Similarity(tools);
    const reader = new FeatureReader(catalogue, this.#past, today);
    this.#features = tools
      .filter(tool => isPickable(tool) && !wishes.bannedTools.includes(tool.slug))
      .map(tool => reader.read(tool));
  }

  /** What the score knows of a tool that may be picked; undefined for any other. */
  features(slug: string): Features | undefined {
    return this.#features.find(({ tool }) => tool.slug === slug);
  }

  /** One category alone as a step of the ladder leaves it. */
  category(name: string, step: LadderStep): Field {
    const tools = this.#rested(step).filter(({ tool }) => tool.category === name);
    return this.#field(tools, SCORE_RULES);
  }

  /**
   * The best full set of the first rung that has one; the last rung has the empty set. Pins are in every set.
   * @throws when a pin cannot be kept: ask `pinTroubles` first
   */
  choose(rules: ScoreRules): Choice {
    // A shorter cooldown only adds tools: as many tools are the same tools.
    const fields = new Map<number, Field>();
    for (const step of ladder(this.#asked)) {
      const rested = this.#rested(step);
      const field = fields.get(rested.length) ?? this.#field(rested, rules);
      fields.set(rested.length, field);
      const pinned = this.#pinned(field.scorer);
      const set = field.sets(step.perCategory, this.#asked)[Math.max(0, step.size - pinned.length)];
      if (set) return { step, set: pairSet([...pinned, ...set.pairs], this.order), field };
    }
    throw new Error('The last rung of the ladder asks for nothing and cannot fail');
  }

  #rested({ cooldown }: LadderStep): readonly Features[] {
    return this.#features.filter(({ tool }) => hasRested(tool, this.#past, cooldown));
  }

  #pinned(scorer: Scorer): ScoredPair[] {
    return this.#wishes.pins.map(key => {
      const [a, b] = slugsOf(key).map(slug => this.features(slug));
      if (!a || !b) throw new Error(`The pinned pair ${key} cannot be picked`);
      return scorer.score(a, b);
    });
  }

  #field(rested: readonly Features[], rules: ScoreRules): Field {
    const categories = Map.groupBy(rested, ({ tool }) => tool.category);
    const offered = new Map(Array.from(categories, ([category, tools]) => [category, tools.length]));
    const scorer = new Scorer(this.#similarity, this.#past, rules, offered);
    const barred = new Set(this.#wishes.bannedPairs);
    const contest = { scorer, order: this.order, past: this.#past, barred };
    return new Field(categories, contest, this.#pinned(scorer));
  }
}
