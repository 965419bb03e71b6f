/** What makes a good pairing, each with its share of the whole; together they are 1. Why these: decision 012. */
const WEIGHTS = {
  /** Alike enough to compare, not so alike that one is a clone of the other. */
  similarity: 0.3,
  /** The same chair says ship to one and skip to the other. */
  flip: 0.18,
  /** The panel disagrees inside a tool. */
  split: 0.1,
  /** Recently added. */
  fresh: 0.17,
  /** Never featured before. */
  unseen: 0.1,
  popularity: 0.08,
  /** One costs much more to enter than the other. */
  price: 0.07,
} as const;

export type Term = keyof typeof WEIGHTS;

/** Taken off the sum; not part of the weights. */
const PENALTIES = {
  categoryInLastIssue: 0.12,
  /** In one of the last three issues, but not in the last. */
  categoryInLastThree: 0.06,
  /** One of the two prices was checked too long ago. */
  stalePrice: 0.05,
} as const;

/**
 * What a category gains with every issue beyond the seventh in a row without it, up to the twelfth; only where it
 * has tools enough to choose from. Without it a small category may wait for a year (decision 013).
 */
export const WAITING = { perIssue: 0.04, afterIssues: 7, upToIssues: 12, leastTools: 10 } as const;

/** A price checked longer ago than this counts as stale. */
export const STALE_PRICE_DAYS = 90;
/** Freshness halves in this many weeks. */
export const FRESH_HALF_LIFE_WEEKS = 6;

export interface ScoreRules {
  readonly weights: Readonly<Record<Term, number>>;
  readonly penalties: Readonly<Record<keyof typeof PENALTIES, number>>;
  readonly waitingPerIssue: number;
}

/** The rules that issues are picked by; the back-test also tries others. */
export const SCORE_RULES: ScoreRules = {
  weights: WEIGHTS,
  penalties: PENALTIES,
  waitingPerIssue: WAITING.perIssue,
};

/** What pairs are worth on their own, whatever ran in the last issues and however old the prices. */
export const RULES_OF_WORTH: ScoreRules = {
  weights: WEIGHTS,
  penalties: { categoryInLastIssue: 0, categoryInLastThree: 0, stalePrice: 0 },
  waitingPerIssue: 0,
};
