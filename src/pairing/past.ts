import { type PastIssue, pairKey } from './pairing.ts';
import { weekNumber } from './week.ts';

/** What the earlier issues mean for the week being picked. */
export class Past {
  readonly #week: number;
  readonly #featured = new Map<string, number[]>();
  readonly #paired = new Set<string>();
  /** The categories of every earlier issue, the last issue first. */
  readonly #categories: readonly ReadonlySet<string>[];

  /** `history` may come in any order; a week after the one being picked counts for everything but the categories. */
  constructor(history: readonly PastIssue[], week: string) {
    this.#week = weekNumber(week);
    for (const issue of history) {
      const number = weekNumber(issue.week);
      for (const { a, b } of issue.pairings) {
        this.#paired.add(pairKey(a, b));
        for (const slug of [a, b]) this.#featured.set(slug, [...(this.#featured.get(slug) ?? []), number]);
      }
    }
    this.#categories = history
      .filter(issue => issue.pairings.length > 0 && weekNumber(issue.week) < this.#week)
      .sort((one, other) => weekNumber(other.week) - weekNumber(one.week))
      .map(issue => new Set(issue.pairings.map(pairing => pairing.category)));
  }

  /** Weeks between this week and the nearest one that featured the tool; infinite when none did. */
  weeksSince(slug: string): number {
    const weeks = this.#featured.get(slug) ?? [];
    return weeks.reduce((least, number) => Math.min(least, Math.abs(this.#week - number)), Infinity);
  }

  wasFeatured(slug: string): boolean {
    return this.#featured.has(slug);
  }

  wasPaired(a: string, b: string): boolean {
    return this.#paired.has(pairKey(a, b));
  }

  /**
   * 1 when the category was in the last issue, 2 when in the one before, and so on; one more than there were
   * issues when it was in none.
   */
  issuesSince(category: string): number {
    const index = this.#categories.findIndex(categories => categories.has(category));
    return (index === -1 ? this.#categories.length : index) + 1;
  }

  wasCategorySeen(category: string): boolean {
    return this.#categories.some(categories => categories.has(category));
  }
}
