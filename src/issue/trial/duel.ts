import { gainOf, type Ratio, type Round, ratioOf } from './round.ts';

/**
 * What one arm shows against another, as it comes in. Two bets on each round: that the first draws more, and that the second
 * does. A bet multiplies its stake by how much better a hazard ratio explains who acted than chance does (Cox's partial
 * likelihood); where both draw alike no bet gains on average, whenever one looks, and where the other draws more it loses. That is
 * the safe log-rank test of ter Schure, Pérez-Ortiz, Ly and Grünwald (arXiv 2011.06931), with the stake spread over several ratios.
 */
export class Duel {
  /** Logarithms of what has become of each part of a stake, in the order of STAKES. */
  readonly #first = new Float64Array(STAKES.length);
  readonly #second = new Float64Array(STAKES.length);

  take(round: Round): void {
    if (round.ofFirst + round.ofSecond === 0) return;
    for (const [place, { more, less }] of STAKES.entries()) {
      this.#first[place] = (this.#first[place] ?? 0) + gainOf(round, more);
      this.#second[place] = (this.#second[place] ?? 0) + gainOf(round, less);
    }
  }

  /** Logarithm of the evidence that the first draws more than the second. */
  get logForFirst(): number {
    return together(this.#first);
  }

  /** Logarithm of the evidence that the second draws more than the first. */
  get logForSecond(): number {
    return together(this.#second);
  }
}

/**
 * Hazard ratios that are bet on, each way, and the part of the stake on each. Most on 1.2 and 1.3, since weak differences take the
 * most readers to find; something on 2, so that strong ones are found at once. A ratio of 1.3 is found in nine of ten trials
 * with 870 acts; a bet on the best single ratio, which nobody knows before, would take 770.
 */
const STAKES = [
  { ratio: 1.1, part: 0.1 },
  { ratio: 1.2, part: 0.4 },
  { ratio: 1.3, part: 0.25 },
  { ratio: 1.5, part: 0.15 },
  { ratio: 2, part: 0.1 },
].map(({ ratio, part }): Stake => ({ part, more: ratioOf(ratio), less: ratioOf(1 / ratio) }));

interface Stake {
  readonly part: number;
  readonly more: Ratio;
  readonly less: Ratio;
}

function together(logs: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const log of logs) most = Math.max(most, log);
  let sum = 0;
  for (const [place, { part }] of STAKES.entries()) sum += part * Math.exp((logs[place] ?? 0) - most);
  return most + Math.log(sum);
}
