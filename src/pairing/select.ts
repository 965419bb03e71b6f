import type { Tool } from '../catalogue/tool.ts';
import type { Order } from './order.ts';
import { betterSet, NO_PAIRS, type PairSet, pairSet } from './pair-set.ts';
import type { ScoredPair } from './score.ts';
import type { CategorySearch } from './search.ts';

/** What one category can give to an issue: its best single pair, and its best two pairs without a common tool. */
export interface CategoryOffer {
  readonly one: PairSet | null;
  readonly two: PairSet | null;
}

/**
 * The best set with at most two pairs of each category, exactly, for every size up to `size`; null where there
 * are not enough. Entry n of the answer has n pairs. Categories share no tools, so they are added one by one.
 */
export function bestSets(offers: readonly CategoryOffer[], size: number, order: Order): (PairSet | null)[] {
  let best: (PairSet | null)[] = [NO_PAIRS, ...Array.from({ length: size }, () => null)];
  for (const { one, two } of offers) {
    best = best.map((without, count) => {
      const withOne = join(best[count - 1], one, order);
      const withTwo = join(best[count - 2], two, order);
      return betterSet(betterSet(without, withOne, order), withTwo, order);
    });
  }
  return best;
}

/**
 * The best two pairs of a category that share no tool. Let (a, b) be the best pair, `first`, and q the best pair without a
 * and b. A set without (a, b) that beats {(a, b), q} has no pair free of both a and b, because such a pair is
 * worth at most q and the other at most (a, b); so it is one pair of a and one pair of b. Of those the best two
 * each are enough, since at most one of them is spoilt by a common partner. `avoid`: tools that are taken, none of `first`.
 */
export function bestTwo(
  first: ScoredPair,
  search: CategorySearch,
  order: Order,
  avoid: readonly Tool[] = [],
): PairSet | null {
  const tools = [first.a.tool, first.b.tool];
  const [second] = search.best(1, [...tools, ...avoid]).pairs;
  let best = second ? pairSet([first, second], order) : null;
  const pairsOfB = search.bestWith(first.b, 2, [first.a.tool, ...avoid]);
  for (const withA of search.bestWith(first.a, 2, [first.b.tool, ...avoid])) {
    for (const withB of pairsOfB.filter(pair => !shareTool(pair, withA))) {
      best = betterSet(best, pairSet([withA, withB], order), order);
    }
  }
  return best;
}

function shareTool(one: ScoredPair, other: ScoredPair): boolean {
  return [one.a, one.b].some(features => features === other.a || features === other.b);
}

function join(before: PairSet | null | undefined, added: PairSet | null, order: Order): PairSet | null {
  return before && added ? pairSet([...before.pairs, ...added.pairs], order) : null;
}
