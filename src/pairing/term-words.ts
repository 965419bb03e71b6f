import type { Terms } from './score.ts';
import { SCORE_RULES, STALE_PRICE_DAYS } from './weights.ts';

/** What each term of a score says, in editors' words, in the order they are shown. */
export const TERM_WORDS: Readonly<Record<keyof Terms, string>> = {
  similarity: 'Alike enough to compare, but not clones',
  flip: 'The same seat ships one and skips the other',
  split: 'The panel is split on one or both',
  fresh: 'Added recently',
  unseen: 'Not in an issue before',
  popularity: 'Both are well known',
  price: 'One costs much more to start with',
  waitingCategory: 'The category has been waiting its turn',
  recentCategory: 'The category was in one of the last three issues',
  stalePrice: `A price was checked over ${STALE_PRICE_DAYS} days ago`,
};

/** The most that a term can bring, in millionths; null for what is added or taken off beside the weights. */
export function mostOf(term: string): number | null {
  const weights: Readonly<Record<string, number>> = SCORE_RULES.weights;
  const weight = weights[term];
  return weight === undefined ? null : Math.round(weight * 1e6);
}
