import { Dice } from './dice.ts';
import { CATEGORY_WORDS, GENERAL_WORDS, SYLLABLES } from './synthetic-words.ts';

/** Monday of 2026-W02: half of the tools are older, half arrive during the 52 weeks from here. */
export const SYNTHETIC_START = '2026-01-05';

export interface SyntheticOptions {
  readonly tools: number;
  readonly seed: number;
}

const PANEL = ['builder', 'skeptic', 'futurist', 'creator', 'founder'].map(role => ({
  id: role,
  role,
  name: `The ${role.charAt(0).toUpperCase()}${role.slice(1)}`,
}));

const CATEGORIES = Object.entries(CATEGORY_WORDS).map(([name, words]) => ({
  name,
  topics: words.split(' | ').map(topic => topic.split(' ')),
}));
const GENERAL = GENERAL_WORDS.split(' ');
const SYLLABLE_LIST = SYLLABLES.split(' ');

type SyntheticTool = ReturnType<typeof syntheticTool>;

/** An invented catalogue as it would stand in a .json file: the same options give the same catalogue. */
export function syntheticCatalogue({ tools, seed }: SyntheticOptions) {
  return { sample: true, panel: PANEL, tools: Array.from(syntheticTools({ tools, seed })) };
}

/** The same catalogue line by line, as in an .ndjson file, without ever holding all of it. */
export function* syntheticLines(options: SyntheticOptions): Generator<string> {
  yield `${JSON.stringify({ panel: PANEL, sample: true })}\n`;
  for (const tool of syntheticTools(options)) yield `${JSON.stringify(tool)}\n`;
}

function* syntheticTools({ tools, seed }: SyntheticOptions): Generator<SyntheticTool> {
  const dice = new Dice(seed);
  const slugs = new Set<string>();
  let previous: SyntheticTool | null = null;
  for (let number = 0; number < tools; number++) {
    // Now and then a second version of the tool before: the clones that a picker must not pair.
    const tool: SyntheticTool =
      previous && dice.chance(0.02) ? sibling(previous, number) : syntheticTool(dice, number, slugs);
    yield tool;
    previous = tool;
  }
}

function syntheticTool(dice: Dice, number: number, slugs: Set<string>) {
  const name = freshName(dice, number, slugs);
  const category = dice.zipf(CATEGORIES);
  const topics = dice.some(category.topics, dice.chance(0.7) ? 1 : 2);
  const addedOn = dayAfterStart(dice.chance(0.5) ? -dice.below(104 * 7) : dice.below(52 * 7));
  return {
    slug: name.toLowerCase().replaceAll(' ', '-'),
    name,
    maker: `${dice.one(SYLLABLE_LIST)}${dice.one(SYLLABLE_LIST)} Works`,
    tagline: `${phrase(dice, topics, 2)} for ${dice.one(GENERAL)} ${dice.one(topics.flat())}`,
    description: Array.from({ length: 4 }, () => sentence(dice, topics)).join(' '),
    category: category.name,
    tags: dice.some(topics.flat(), 3),
    url: `https://tool-${number}.example/`,
    price: syntheticPrice(dice),
    priceCheckedOn: dice.chance(0.85) ? dayAfterStart(350) : addedOn,
    addedOn,
    family: `family-${number}`,
    popularity: Math.round(dice.next() ** 2 * 100) / 100,
    status: dice.chance(0.97) ? 'active' : dice.one(['banned', 'retired']),
    reviews: syntheticReviews(dice, topics, addedOn),
  };
}

function sibling(tool: SyntheticTool, number: number): SyntheticTool {
  return { ...tool, slug: `${tool.slug}-${number}`, name: `${tool.name} ${number}` };
}

function syntheticPrice(dice: Dice) {
  const from = {
    amount: dice.one([4, 5, 8, 9.99, 10, 12, 15, 19, 20, 24, 29, 39, 59, 99]),
    currency: 'USD',
    per: dice.one(['month', 'month', 'month', 'seat_month', 'once', 'usage']),
  };
  const kind = dice.one(['free', 'free_tier', 'free_tier', 'paid', 'paid', 'unknown']);
  return kind === 'free' || kind === 'unknown' || dice.chance(0.1) ? { kind } : { kind, from };
}

function syntheticReviews(dice: Dice, topics: readonly string[][], addedOn: string) {
  const quality = 0.25 + 0.7 * dice.next();
  const chairs = dice.some(PANEL, dice.one([2, 3, 4, 4, 4, 4, 5, 5]));
  return chairs.map(({ id }) => ({
    panelist: id,
    verdict: dice.chance(quality - (id === 'skeptic' ? 0.25 : 0)) ? 'ship' : 'skip',
    quote: Array.from({ length: 3 }, () => sentence(dice, topics)).join(' '),
    reviewedOn: addedOn,
  }));
}

function sentence(dice: Dice, topics: readonly string[][]): string {
  const words = [
    phrase(dice, topics, 2),
    dice.one(GENERAL),
    dice.one(GENERAL),
    dice.one(GENERAL),
    phrase(dice, topics, 1),
  ];
  const text = `${words.join(' ')} ${dice.one(GENERAL)}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function phrase(dice: Dice, topics: readonly string[][], length: number): string {
  return dice.some(dice.one(topics), length).join(' ');
}

function freshName(dice: Dice, number: number, taken: Set<string>): string {
  const word = () => {
    const text = Array.from({ length: 3 }, () => dice.one(SYLLABLE_LIST)).join('');
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  const name = word();
  const unique = taken.has(name) ? `${name} ${number}` : name;
  taken.add(name);
  return unique;
}

function dayAfterStart(days: number): string {
  return new Date(Date.parse(SYNTHETIC_START) + days * 86_400_000).toISOString().slice(0, 10);
}
