import type { Order } from './order.ts';
import type { ScoredPair } from './score.ts';

/** Pairs that may stand in one issue together, in the week's order. */
export interface PairSet {
  readonly pairs: readonly ScoredPair[];
  /** The sum of the scores. */
  readonly sum: number;
}

export const NO_PAIRS: PairSet = { pairs: [], sum: 0 };

export function pairSet(pairs: readonly ScoredPair[], order: Order): PairSet {
  return { pairs: [...pairs].sort(order.compare), sum: pairs.reduce((sum, pair) => sum + pair.score, 0) };
}

/**
 * The better of two sets of equal size: the higher sum; on a draw the one that comes first when both are compared
 * pair by pair. The draw rule is kept by adding the same pairs to both sides, so best parts make best wholes.
 */
export function betterSet(one: PairSet | null, other: PairSet | null, order: Order): PairSet | null {
  if (!one || !other) return one ?? other;
  if (one.sum !== other.sum) return one.sum > other.sum ? one : other;
  for (const [index, pair] of one.pairs.entries()) {
    const facing = other.pairs[index];
    const compared = facing ? order.compare(pair, facing) : 0;
    if (compared !== 0) return compared < 0 ? one : other;
  }
  return one;
}
