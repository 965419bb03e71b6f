import { HOUSE_VERDICTS, sayVerdicts, type VerdictWords } from '../../words/verdict-words.ts';

/**
 * Which of several wordings an issue takes: one that neither it nor the last issues have used, where one is left. A wording
 * is known by its pattern, so the same words are the same wording wherever they stand.
 */
export class WordChoice {
  /** Oldest use first. */
  readonly #used: string[];
  readonly #before: number;
  readonly #turn: number;
  readonly #verdicts: VerdictWords;

  /**
   * @param recent what the last issues took, oldest first
   * @param turn where to begin, so that two publications without a past do not begin alike
   * @param verdicts what the panel's verdicts are called
   */
  constructor(recent: readonly string[], turn: number, verdicts: VerdictWords = HOUSE_VERDICTS) {
    this.#used = [...recent];
    this.#before = recent.length;
    this.#turn = turn;
    this.#verdicts = verdicts;
  }

  /** The patterns with the panel's verdicts as this publication calls them, which is how they are used and remembered. */
  said(patterns: readonly string[]): readonly string[] {
    return patterns.map(pattern => sayVerdicts(pattern, this.#verdicts));
  }

  /** Best first; changes nothing. */
  ranked(patterns: readonly string[]): string[] {
    const said = this.said(patterns);
    const start = said.length === 0 ? 0 : this.#turn % said.length;
    return [...said.slice(start), ...said.slice(0, start)].sort(
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
