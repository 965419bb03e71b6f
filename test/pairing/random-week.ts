import { Dice } from '../../scripts/dice.ts';
import type { Tool } from '../../src/catalogue/tool.ts';
import type { PastIssue } from '../../src/pairing/pairing.ts';
import type { PickInput } from '../../src/pairing/pick-input.ts';
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
  readonly kind: keyof typeof KINDS;
}

const RARE_WORDS = Array.from({ length: 300 }, (_, number) => `rare${number}`);

/** Each kind leaves the search something else to go by. */
const KINDS = {
  mixed: one => one,
  /** One group, all bounds equal, and most texts a perfect fit. */
  'differ in words': ({ slug, name, tagline, description, category }) =>
    tool(slug, { name, tagline, description, category }),
  /** One group, all bounds equal, and hardly any fit: the best pair may be anywhere. */
  'differ in rare words': ({ slug, category }, dice) =>
    tool(slug, { category, name: slug, description: dice.some(RARE_WORDS, 6).join(' ') }),
  /** One group with all sorts of bounds, and hardly any fit. */
  'differ in rare words and age': ({ slug, category, popularity = 0, addedOn }, dice) =>
    tool(slug, {
      category,
      name: slug,
      popularity,
      addedOn,
      description: dice.some(RARE_WORDS, 6).join(' '),
    }),
  /** Many groups, and all texts follow one pattern, not quite a perfect fit. */
  'differ in numbers': one => ({
    ...one,
    name: one.slug,
    tagline: 'Says',
    description: 'Nothing new about it, really',
  }),
  /** Four groups, and draws within and between them. */
  'hardly differ': ({ slug, category }, dice) =>
    tool(slug, { category, reviews: reviews(dice.one(['+++', '++-', '+-+', '-++'])) }),
} satisfies Record<string, (one: Tool, dice: Dice) => Tool>;

/** A small week with everything in it that rules and draws are about; few different values, so that scores meet. */
export function randomWeek({ seed, tools: size, categories, count, tired, kind }: RandomWeek): PickInput {
  const dice = new Dice(seed);
  const tools = Array.from({ length: size }, (_, number) => {
    const one = randomTool(dice, number, categories);
    return KINDS[kind](one, dice);
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
