import { actsInOrder } from './acts.ts';
import { Duel } from './duel.ts';
import { FALSE_WINNERS } from './evidence-asked.ts';
import { gainOf, type Round, ratioOf } from './round.ts';
import type { TrialReader } from './trial-reader.ts';

/** How many times as readily readers of one arm act as those of another, at any moment. */
export interface Pull {
  /** 0 where nothing bounds it. */
  readonly low: number;
  /** Infinity where nothing bounds it. */
  readonly high: number;
}

/**
 * The pull of one arm against another, as an interval that holds the truth at every look at once in 95 of 100 trials (a confidence
 * sequence): all ratios that the evidence does not speak against by 20 to 1.
 * @param now the instant of the look, epoch ms
 */
export function pullOf(
  readers: Iterable<TrialReader>,
  { arm, against, arms }: { readonly arm: number; readonly against: number; readonly arms: number },
  now: number,
): Pull {
  const duel = new Duel();
  const rounds: Round[] = [];
  for (const { acted, atRisk } of actsInOrder(readers, arms, now)) {
    const round = {
      ofFirst: acted[arm] ?? 0,
      ofSecond: acted[against] ?? 0,
      firstAtRisk: atRisk[arm] ?? 0,
      secondAtRisk: atRisk[against] ?? 0,
    };
    if (round.ofFirst + round.ofSecond === 0) continue;
    duel.take(round);
    rounds.push(round);
  }
  const shown = (Math.exp(duel.logForFirst) + Math.exp(duel.logForSecond)) / 2;
  return notSpokenAgainst(log => sumOf(rounds, log), Math.log(shown) + Math.log(FALSE_WINNERS));
}

/** Logarithms; further than a thousandfold nobody asks. */
const WIDEST = Math.log(1_000);
const NEAR_ENOUGH = 1e-4;

/** @param gain of the logarithm of a ratio: has one top, and falls away from it on both sides */
function notSpokenAgainst(gain: (log: number) => number, least: number): Pull {
  const top = topOf(gain);
  const end = (widest: number) => {
    if (gain(widest) >= least) return null;
    let [within, beyond] = [top, widest];
    while (Math.abs(beyond - within) > NEAR_ENOUGH) {
      const middle = (within + beyond) / 2;
      if (gain(middle) >= least) within = middle;
      else beyond = middle;
    }
    // The outer one: nothing is left out for want of digits.
    return Math.exp(beyond);
  };
  return { low: end(-WIDEST) ?? 0, high: end(WIDEST) ?? Number.POSITIVE_INFINITY };
}

function topOf(gain: (log: number) => number): number {
  let [low, high] = [-WIDEST, WIDEST];
  while (high - low > NEAR_ENOUGH) {
    const third = (high - low) / 3;
    if (gain(low + third) < gain(high - third)) low += third;
    else high -= third;
  }
  return (low + high) / 2;
}

function sumOf(rounds: readonly Round[], log: number): number {
  const ratio = ratioOf(Math.exp(log));
  let sum = 0;
  for (const round of rounds) sum += gainOf(round, ratio);
  return sum;
}
