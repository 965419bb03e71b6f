import type { Features } from './features.ts';
import { pairKey } from './pairing.ts';
import { flip } from './panel-view.ts';
import type { Past } from './past.ts';
import { entryContrast } from './price-contrast.ts';
import { closeness, type Similarity } from './similarity.ts';
import { type ScoreRules, type Term, WAITING } from './weights.ts';

const MILLION = 1_000_000;
/** Seven terms rounded by half a millionth each, and room for the floating point of the sums. */
const ROUNDING = 8;

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
    const weigh = (term: Term, value: number) => Math.round(this.#rules.weights[term] * value * MILLION);
    const terms: Terms = {
      similarity: weigh('similarity', closeness(cosine)),
      flip: weigh('flip', flip(a.panel, b.panel)),
      split: weigh('split', (a.panel.split + b.panel.split) / 2),
      fresh: weigh('fresh', (a.fresh + b.fresh) / 2),
      unseen: weigh('unseen', (Number(a.unseen) + Number(b.unseen)) / 2),
      popularity: weigh('popularity', Math.sqrt(a.popularity * b.popularity)),
      price: weigh('price', entryContrast(a.entry, b.entry)),
      recentCategory: this.#recent(a.tool.category),
      waitingCategory: this.#waiting(a.tool.category),
      stalePrice: a.stalePrice || b.stalePrice ? this.#penalty('stalePrice') : 0,
    };
    const score = Object.values(terms).reduce((sum, term) => sum + term, 0);
    return { a, b, key: pairKey(a.tool.slug, b.tool.slug), cosine, terms, score };
  }

  /** What every pair of a category gains or loses for where the category was lately, in millionths. */
  categoryShift(category: string): number {
    return this.#recent(category) + this.#waiting(category);
  }

  /**
   * What one tool can bring to any pair, in millionths. Popularity by the mean, which is never below the root of
   * the product; a stale price by half, since one stale tool is enough for the whole penalty.
   */
  toolBound(tool: Features): number {
    const { split, fresh, unseen, popularity } = this.#rules.weights;
    const halves = split * tool.panel.split + fresh * tool.fresh + unseen * Number(tool.unseen);
    const penalty = tool.stalePrice ? this.#penalty('stalePrice') : 0;
    return ((halves + popularity * tool.popularity) * MILLION + penalty) / 2;
  }

  /** What any pair can have beyond its two tools' bounds, in millionths: no pair's score lies above the sum. */
  pairBound(flipShare: number, priceContrast: number): number {
    const { similarity, flip: flipWeight, price } = this.#rules.weights;
    return (similarity + flipWeight * flipShare + price * priceContrast) * MILLION + ROUNDING;
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
