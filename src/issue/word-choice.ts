import type { Words } from '../words/words.ts';

/**
 * Which of several wordings an issue takes: one that neither it nor the last issues have used, where one is left. A wording
 * is known by its pattern, so the same words are the same wording wherever they stand.
 */
export class WordChoice {
  readonly words: Words;
  /** Oldest use first. */
  readonly #used: string[];
  readonly #before: number;
  readonly #turn: number;

  /**
   * @param recent what the last issues took, oldest first
   * @param turn where to begin, so that two publications without a past do not begin alike
   */
  constructor(recent: readonly string[], turn: number, words: Words) {
    this.words = words;
    this.#used = [...recent];
    this.#before = recent.length;
    this.#turn = turn;
  }

  /** Best first; changes nothing. */
  ranked(patterns: readonly string[]): string[] {
    const start = patterns.length === 0 ? 0 : this.#turn % patterns.length;
    return [...patterns.slice(start), ...patterns.slice(0, start)].sort(
      (one, other) => this.#used.lastIndexOf(one) - this.#used.lastIndexOf(other),
    );
  }

  /** The best of them, from now on used. Throws when there is none. */
  take(patterns: readonly string[]): string {
    const [best] = this.ranked(patterns);
    if (best === undefined) throw new Error('There is no wording to choose from');
    this.#used.push(best);
    return best;
  }

  /** What this issue has taken so far, in its order. */
  get taken(): readonly string[] {
    return this.#used.slice(this.#before);
  }
}
