/** Readers of two arms who acted at the same moment, out of those who could have. */
export interface Round {
  readonly ofFirst: number;
  readonly ofSecond: number;
  /** Who had the mail and had not acted, those who acted now included. */
  readonly firstAtRisk: number;
  readonly secondAtRisk: number;
}

/** How many times as readily the first's readers act as the second's, as it is needed in sums. */
export interface Ratio {
  readonly log: number;
  /** The ratio less one. */
  readonly excess: number;
}

export function ratioOf(ratio: number): Ratio {
  return { log: Math.log(ratio), excess: ratio - 1 };
}

/** Logarithm of how much better a ratio explains whose readers acted than chance does; 0 at a ratio of 1. */
export function gainOf(round: Round, ratio: Ratio): number {
  return round.ofFirst * ratio.log - whatChanceExpects(round, ratio);
}

/**
 * Logarithm of the mean of ratio^(acts of the first) where chance alone says whose readers acted: all who were at risk alike. One
 * act is a draw from one urn; several at the same moment are as many draws without putting back (the hypergeometric
 * distribution), so that no order has to be made up among them.
 */
function whatChanceExpects(round: Round, { log, excess }: Ratio): number {
  const { ofFirst, ofSecond, firstAtRisk, secondAtRisk } = round;
  return ofFirst + ofSecond === 1
    ? Math.log1p(excess * (firstAtRisk / (firstAtRisk + secondAtRisk)))
    : logMeanOfDraws(round, log);
}

function logMeanOfDraws({ ofFirst, ofSecond, firstAtRisk, secondAtRisk }: Round, logRatio: number): number {
  const draws = ofFirst + ofSecond;
  const most = Math.min(draws, firstAtRisk);
  let chance = 0;
  const weighed = new Sum();
  const plain = new Sum();
  for (let drawn = Math.max(0, draws - secondAtRisk); drawn <= most; drawn += 1) {
    plain.add(chance);
    weighed.add(chance + drawn * logRatio);
    const grows = (firstAtRisk - drawn) * (draws - drawn);
    chance += Math.log(grows / ((drawn + 1) * (secondAtRisk - draws + drawn + 1)));
  }
  return weighed.log - plain.log;
}

/** A sum of which only logarithms are known, too large or too small for a double. */
class Sum {
  #most = Number.NEGATIVE_INFINITY;
  #sum = 0;

  add(log: number): void {
    if (log > this.#most) {
      this.#sum = this.#sum * Math.exp(this.#most - log) + 1;
      this.#most = log;
    } else this.#sum += Math.exp(log - this.#most);
  }

  get log(): number {
    return this.#most + Math.log(this.#sum);
  }
}
