import { isDebated } from './flip-base-rate.ts';
import type { PairSet } from './pair-set.ts';
import type { Pick } from './pairing.ts';
import { pickFrom } from './pick.ts';
import type { PickInput } from './pick-input.ts';
import { type Choice, Pool } from './pool.ts';
import type { ScoredPair, Scorer } from './score.ts';
import { RULES_OF_WORTH, SCORE_RULES, type Term } from './weights.ts';

/** What is kept of one week of the back-test; small, since there may be many weeks over a large catalogue. */
export interface WeekRecord {
  readonly week: string;
  readonly pick: Pick;
  readonly pairs: readonly PairRecord[];
  /** Weeks a tool had to rest under the week's rung. */
  readonly cooldown: number;
  readonly isCertified: boolean;
  /** What the pairs are worth without penalties and bonus, and the most that any set was worth. */
  readonly worth: number;
  readonly mostWorth: number;
  /** Category → how many tools it had to offer. */
  readonly offered: ReadonlyMap<string, number>;
  readonly withoutTerm: readonly WithoutTerm[];
}

export interface PairRecord {
  readonly cosine: number;
  /** It shows a flip or a split. */
  readonly isDebated: boolean;
  /** Age in days of those that were featured for the first time. */
  readonly debutAges: readonly number[];
}

/** What the picker would have chosen with one weight at 0. */
export interface WithoutTerm {
  readonly term: Term;
  /** By the full score. */
  readonly sum: number;
  readonly fullSum: number;
  /** How many pairs of the real pick were missing. */
  readonly changed: number;
}

/** Picks one week and records it; `ablate` also tries the week without each term. */
export function recordWeek(input: PickInput, ablate: boolean): WeekRecord {
  const pool = new Pool(input);
  const choice = pool.choose(SCORE_RULES);
  const { set, step, field } = choice;
  const best = pool.choose(RULES_OF_WORTH);
  return {
    week: input.week,
    pick: pickFrom(pool, choice, input.count),
    pairs: set.pairs.map(pairRecord),
    cooldown: step.cooldown,
    isCertified: field.isCertified,
    worth: worth(set, best.field.scorer),
    mostWorth: best.set.sum,
    offered: new Map(Array.from(field.searches, ([category, search]) => [category, search.size])),
    withoutTerm: ablate ? TERMS.map(term => withoutTerm(term, pool, choice)) : [],
  };
}

const TERMS = Object.keys(SCORE_RULES.weights) as Term[];

function withoutTerm(term: Term, pool: Pool, { set, field }: Choice): WithoutTerm {
  const rules = { ...SCORE_RULES, weights: { ...SCORE_RULES.weights, [term]: 0 } };
  const other = pool.choose(rules).set;
  return { term, sum: worth(other, field.scorer), fullSum: set.sum, changed: missing(set, other) };
}

/** What a set scores by these rules, whichever rules chose it. */
function worth({ pairs }: PairSet, scorer: Scorer): number {
  return pairs.reduce((sum, { a, b }) => sum + scorer.score(a, b).score, 0);
}

function missing(set: PairSet, other: PairSet): number {
  const keys = new Set(other.pairs.map(pair => pair.key));
  return set.pairs.filter(pair => !keys.has(pair.key)).length;
}

function pairRecord({ a, b, cosine }: ScoredPair): PairRecord {
  return {
    cosine,
    isDebated: isDebated(a.panel, b.panel),
    debutAges: [a, b].filter(features => features.unseen).map(features => features.ageDays),
  };
}
