import { type LadderStep, ladder } from '../pairing/ladder.ts';
import { FRESH_HALF_LIFE_WEEKS, SCORE_RULES, STALE_PRICE_DAYS, type Term } from '../pairing/weights.ts';
import type { Words } from '../words/words.ts';

/** What a term of the score asks, in readers' words. A term without words does not compile. */
export function askedWords(term: Term, words: Words): string {
  return term === 'fresh'
    ? words.say('site.how.asks.fresh', { half: FRESH_HALF_LIFE_WEEKS, quarter: 2 * FRESH_HALF_LIFE_WEEKS })
    : words.say(`site.how.asks.${term}`);
}

/** Each thing that costs points, and how many, after each other. */
export function takenOffWords(words: Words): string {
  const off = SCORE_RULES.penalties;
  const said: Readonly<Record<keyof typeof off, string>> = {
    categoryInLastIssue: words.say('site.how.takes-off.last-issue', {
      points: points(off.categoryInLastIssue),
    }),
    categoryInLastThree: words.say('site.how.takes-off.last-three', {
      points: points(off.categoryInLastThree),
    }),
    stalePrice: words.say('site.how.takes-off.stale-price', {
      points: points(off.stalePrice),
      days: STALE_PRICE_DAYS,
    }),
  };
  return Object.values(said).reduce((one, other) => words.say('site.how.takes-off.and', { one, other }));
}

/** .18 as 18, .075 as 7.5. */
export function points(weight: number): number {
  return Math.round(weight * 1000) / 10;
}

/** The steps in which a thin week relaxes the rules while there is an issue still, strictest first. */
export function stepsOf(asked: number): LadderStep[] {
  return ladder(asked).filter(({ step, size }) => step > 0 && size > 0);
}

/** What a step lets go, told by what the one before it does not allow. */
export function stepWords({ size, cooldown, step }: LadderStep, asked: number, words: Words): string {
  const [strictest, ...others] = ladder(asked);
  const before = others.find(other => other.step === step - 1) ?? strictest;
  if (size < asked) return words.say('site.how.thin.fewer', { size, asked });
  return before !== undefined && cooldown < before.cooldown
    ? words.say('site.how.thin.cooldown', { weeks: cooldown, usual: strictest?.cooldown ?? cooldown })
    : words.say('site.how.thin.per-category');
}
