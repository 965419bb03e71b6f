import type { Features } from './features.ts';
import { pairKey } from './pairing.ts';
import { flip } from './panel-view.ts';
import type { Past } from './past.ts';
import { entryContrast } from './price-contrast.ts';
import { closeness, type Similarity } from './similarity.ts';
import { type ScoreRules, type Term, WAITING } from './weights.ts';

const MILLION = 1_000_000;
/** Keeps the last bits of floating point from putting a bound below a score that it equals. */
const DUST = 1e-6;

export type Terms = Readonly<Record<Term | 'recentCategory' | 'waitingCategory' | 'stalePrice', number>>;

/** Two tools of one category with their score; `a` is the one whose slug comes first by code unit. */
export interface ScoredPair {
  readonly a: Features;
  readonly b: Features;
  readonly key: string;
  readonly cosine: number;
  /** Every term times its weight, in integer millionths. */
  readonly terms: Terms;
  /** The sum of the terms. */
  readonly score: number;
}

/** Scores the pairs of one week, and bounds scores from above without looking at the texts. */
export class Scorer {
  readonly #similarity: Similarity;
  readonly #past: Past;
  readonly #rules: ScoreRules;
  readonly #offered: ReadonlyMap<string, number>;

  /** `offered`: category → how many tools it has to choose from this week. */
  constructor(similarity: Similarity, past: Past, rules: ScoreRules, offered: ReadonlyMap<string, number>) {
    this.#similarity = similarity;
    this.#past = past;
    this.#rules = rules;
    this.#offered = offered;
  }

  score(one: Features, other: Features): ScoredPair {
    const [a, b] = one.tool.slug < other.tool.slug ? [one, other] : [other, one];
    const cosine = this.#similarity.cosine(a.tool, b.tool);
    const terms: Terms = {
      similarity: this.#weigh('similarity', closeness(cosine)),
      flip: this.#weigh('flip', flip(a.panel, b.panel)),
      split: this.#half('split', a.panel.split) + this.#half('split', b.panel.split),
      fresh: this.#half('fresh', a.fresh) + this.#half('fresh', b.fresh),
      unseen: this.#half('unseen', Number(a.unseen)) + this.#half('unseen', Number(b.unseen)),
      popularity: this.#weigh('popularity', Math.sqrt(a.popularity * b.popularity)),
      price: this.#weigh('price', entryContrast(a.entry, b.entry)),
      recentCategory: this.#recent(a.tool.category),
      waitingCategory: this.#waiting(a.tool.category),
      stalePrice: a.stalePrice || b.stalePrice ? this.#penalty('stalePrice') : 0,
    };
    const score = Object.values(terms).reduce((sum, term) => sum + term, 0);
    return { a, b, key: pairKey(a.tool.slug, b.tool.slug), cosine, terms, score };
  }

  /** What the texts of two tools are worth, 0 to 1. */
  closeness(a: Features, b: Features): number {
    return closeness(this.#similarity.cosine(a.tool, b.tool));
  }

  /** See `Similarity.pattern`. */
  pattern({ tool }: Features): string {
    return this.#similarity.pattern(tool);
  }

  /** What every pair of a category gains or loses for where the category was lately, in millionths. */
  categoryShift(category: string): number {
    return this.#recent(category) + this.#waiting(category);
  }

  /**
   * What one tool can bring to any pair, in whole millionths. Popularity by the mean, which is never below the
   * root of the product; a stale price by half, since one stale tool is enough for the whole penalty.
   */
  toolBound(tool: Features): number {
    const halves =
      this.#half('split', tool.panel.split) +
      this.#half('fresh', tool.fresh) +
      this.#half('unseen', Number(tool.unseen));
    const popularity = Math.ceil((this.#rules.weights.popularity * tool.popularity * MILLION) / 2 - DUST);
    return halves + popularity + Math.ceil(tool.stalePrice ? this.#penalty('stalePrice') / 2 : 0);
  }

  /**
   * What a pair can have beyond its two tools' bounds, in whole millionths, given the most that it can have of
   * what lies between the two (0 to 1 each): no score lies above the sum, and where tools are equal none below.
   */
  pairBound(between: {
    readonly closeness: number;
    readonly flip: number;
    readonly contrast: number;
  }): number {
    const { similarity, price } = this.#rules.weights;
    return (
      Math.round(similarity * between.closeness * MILLION + DUST) +
      this.#weigh('flip', between.flip) +
      Math.round(price * between.contrast * MILLION + DUST)
    );
  }

  #weigh(term: Term, value: number): number {
    return Math.round(this.#rules.weights[term] * value * MILLION);
  }

  /** One tool's half of a term that is a mean. Rounded tool by tool, so that bounds can be exact. */
  #half(term: Term, value: number): number {
    return this.#weigh(term, value / 2);
  }

  #recent(category: string): number {
    if (!this.#past.wasCategorySeen(category)) return 0;
    const issues = this.#past.issuesSince(category);
    if (issues === 1) return this.#penalty('categoryInLastIssue');
    return issues <= 3 ? this.#penalty('categoryInLastThree') : 0;
  }

  #waiting(category: string): number {
    if ((this.#offered.get(category) ?? 0) < WAITING.leastTools) return 0;
    const missed = Math.min(this.#past.issuesSince(category) - 1, WAITING.upToIssues);
    return Math.round(this.#rules.waitingPerIssue * MILLION) * Math.max(0, missed - WAITING.afterIssues);
  }

  /** In whole millionths, 0 or below (never -0, which JSON would not bring back). */
  #penalty(name: keyof ScoreRules['penalties']): number {
    return 0 - Math.round(this.#rules.penalties[name] * MILLION);
  }
}
