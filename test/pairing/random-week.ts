import { Dice } from '../../scripts/dice.ts';
import type { Tool } from '../../src/catalogue/tool.ts';
import type { PastIssue, PickInput } from '../../src/pairing/pairing.ts';
import { weekName, weekNumber } from '../../src/pairing/week.ts';
import { reviews, tool, week } from './example-week.ts';

const WORDS = 'clip cut song beat notes plan draft tone chart test'.split(' ');

export interface RandomWeek {
  readonly seed: number;
  readonly tools: number;
  readonly categories: number;
  readonly count: number;
  /** How likely a tool is to have been featured lately, 0 to 1. */
  readonly tired: number;
  /**
   * How much the tools differ. In words alone: all are of one group and bound alike. In numbers alone: all texts
   * follow one pattern. Not at all: most scores are draws.
   */
  readonly differ: 'in all' | 'in words' | 'in numbers' | 'no';
}

/** A small week with everything in it that rules and draws are about; few different values, so that scores meet. */
export function randomWeek({ seed, tools: size, categories, count, tired, differ }: RandomWeek): PickInput {
  const dice = new Dice(seed);
  const tools = Array.from({ length: size }, (_, number) => {
    const one = randomTool(dice, number, categories);
    if (differ === 'in all') return one;
    const { name, tagline, description, category } = one;
    if (differ === 'in numbers') return { ...one, name: one.slug, tagline: 'Says', description: 'the same' };
    if (differ === 'in words') return tool(one.slug, { name, tagline, description, category });
    return tool(one.slug, { category, reviews: reviews(dice.one(['+++', '++-'])) });
  });
  const now = weekNumber('2026-W48');
  const history: PastIssue[] = [];
  for (let ago = 16; ago >= 1; ago--) {
    const pairings = tools.flatMap(one => {
      const other = dice.one(tools);
      const isPair = other.category === one.category && other !== one && dice.chance(tired / 8);
      return isPair ? [{ a: one.slug, b: other.slug, category: one.category }] : [];
    });
    history.push({ week: weekName(now - ago), pairings });
  }
  return week(tools, { history: history.filter(() => dice.chance(0.8)), count, seed: String(dice.below(3)) });
}

function randomTool(dice: Dice, number: number, categories: number): Tool {
  const family = dice.chance(0.2) ? { family: `f${dice.below(3)}` } : {};
  const popularity = dice.chance(0.7) ? { popularity: dice.one([0.1, 0.5, 0.9]) } : {};
  const checked = dice.chance(0.8)
    ? { priceCheckedOn: dice.one(['2026-11-20', '2026-08-28', '2026-08-27']) }
    : {};
  return {
    ...tool(`t${number}`),
    name: dice.one(WORDS),
    tagline: dice.some(WORDS, 2).join(' '),
    description: dice.some(WORDS, dice.below(6)).join(' '),
    category: `Category ${dice.below(categories)}`,
    price: dice.one([
      { kind: 'free' },
      { kind: 'unknown' },
      { kind: 'paid' },
      { kind: 'free_tier', from: { amount: 20, currency: 'USD', per: 'month' } },
      ...[9, 20, 59, 400].map(
        amount => ({ kind: 'paid', from: { amount, currency: 'USD', per: 'month' } }) as const,
      ),
      { kind: 'paid', from: { amount: 30, currency: 'EUR', per: 'seat_month' } },
      { kind: 'paid', from: { amount: 30, currency: 'USD', per: 'once' } },
    ]),
    ...checked,
    addedOn: dice.one(['2026-11-26', '2026-11-19', '2026-10-15', '2025-11-26', '2027-01-01']),
    ...family,
    ...popularity,
    status: dice.one(['active', 'active', 'active', 'active', 'active', 'active', 'banned', 'retired']),
    reviews: reviews(
      Array.from({ length: dice.one([0, 2, 3, 3, 4, 4, 5]) }, () => dice.one(['+', '+', '-'])).join(''),
      dice.some(['builder', 'skeptic', 'futurist', 'creator', 'founder'], 5),
    ),
  };
}
