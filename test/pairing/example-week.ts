import type { Catalogue, Review, Tool } from '../../src/catalogue/tool.ts';
import type { PickInput } from '../../src/pairing/pick-input.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';

const ROLES = ['builder', 'skeptic', 'futurist', 'creator', 'founder'];
const PANEL = ROLES.map(role => ({
  id: role,
  role,
  name: `The ${role.charAt(0).toUpperCase()}${role.slice(1)}`,
}));

/** `reviews('++-')`: the first chairs of the panel, `+` for ship and `-` for skip. */
export function reviews(verdicts: string, chairs = ROLES): Review[] {
  return Array.from(verdicts, (letter, index) => ({
    panelist: chairs[index] ?? '',
    verdict: letter === '+' ? ('ship' as const) : ('skip' as const),
    quote: 'A quote.',
    pull: 'A quote.',
  })).sort((one, other) => (one.panelist < other.panelist ? -1 : 1));
}

/** A tool that may be picked, with whatever the test changes. */
export function tool(slug: string, changes: Partial<Tool> = {}): Tool {
  return {
    slug,
    name: slug,
    tagline: 'One line',
    description: 'Some words.',
    category: 'Video',
    tags: [],
    price: { kind: 'free' },
    priceCheckedOn: '2026-11-20',
    addedOn: '2026-11-26',
    affiliation: 'unknown',
    status: 'active',
    reviews: reviews('+++-'),
    ...changes,
  };
}

export function catalogue(tools: readonly Tool[]): Catalogue {
  return { panel: PANEL, tools, hash: 'not looked at', sample: false };
}

/** The week of Thursday 2026-11-26, three pairings asked for, nothing before it. */
export function week(tools: readonly Tool[], changes: Partial<PickInput> = {}): PickInput {
  return {
    catalogue: catalogue(tools),
    history: [],
    week: '2026-W48',
    today: '2026-11-26',
    seed: '0',
    count: 3,
    words: HOUSE_WORDS,
    ...changes,
  };
}
