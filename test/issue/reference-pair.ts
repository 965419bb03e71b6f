import type { Catalogue, Panelist, Review, Tool, Verdict } from '../../src/catalogue/tool.ts';
import type { ComposeInput } from '../../src/issue/compose-content.ts';
import { SAMPLE_STYLE } from '../support/house-style.ts';

/** The pair of the reference page: 3–1 against 4–0, a fourth chair that differs, one unofficial tool. */
export const panel: readonly Panelist[] = [
  { id: 'builder', role: 'builder', name: 'The Builder' },
  { id: 'skeptic', role: 'skeptic', name: 'The Skeptic' },
  { id: 'futurist', role: 'futurist', name: 'The Futurist' },
  { id: 'creator', role: 'creator', name: 'The Creator' },
  { id: 'founder', role: 'founder', name: 'The Founder' },
];

export function review(panelist: string, verdict: Verdict, about = 'it'): Review {
  return {
    panelist,
    verdict,
    quote: `${panelist} says ${verdict} to ${about} at length.\nAnd says why.`,
    pull: `${panelist} says ${verdict} to ${about}.`,
  };
}

export function tool(overrides: Partial<Tool> & Pick<Tool, 'slug'>): Tool {
  return {
    name: overrides.slug,
    tagline: `What ${overrides.slug} is for`,
    description: 'One. Two. Three.',
    category: 'Developer Tools',
    tags: [],
    price: { kind: 'free' },
    addedOn: '2026-11-16',
    affiliation: 'unknown',
    status: 'active',
    reviews: [review('builder', 'ship'), review('skeptic', 'ship'), review('futurist', 'ship')],
    ...overrides,
  };
}

export const karpathy = tool({
  slug: 'karpathy-coding-skills',
  name: 'Karpathy Coding Skills',
  tagline: 'Four coding habits for your agent in one instruction file.',
  affiliation: 'community',
  note: 'Community project, not affiliated with the person it is named after.',
  reviews: [
    review('builder', 'ship', 'the file'),
    review('skeptic', 'skip', 'the file'),
    review('futurist', 'ship', 'the file'),
    review('creator', 'ship', 'the file'),
  ],
});

export const smolvlm = tool({
  slug: 'smolvlm-2-5',
  name: 'SmolVLM 2.5',
  maker: 'Hugging Face',
  tagline: 'A small vision model that runs on your own device',
  priceCheckedOn: '2026-11-02',
  family: 'smolvlm',
  affiliation: 'official',
  reviews: [
    review('builder', 'ship', 'the model'),
    review('skeptic', 'ship', 'the model'),
    review('futurist', 'ship', 'the model'),
    review('founder', 'ship', 'the model'),
  ],
});

export function catalogue(tools: readonly Tool[], overrides: Partial<Catalogue> = {}): Catalogue {
  return { panel, tools, hash: 'hash-of-the-catalogue', sample: false, ...overrides };
}

export function composeInput(overrides: Partial<ComposeInput> = {}): ComposeInput {
  return {
    catalogue: catalogue([karpathy, smolvlm]),
    pick: {
      pairings: [
        {
          a: 'karpathy-coding-skills',
          b: 'smolvlm-2-5',
          category: 'Developer Tools',
          why: 'The Skeptic flips; both are new; both are free.',
        },
      ],
      asked: 1,
      rung: { step: 0, name: '' },
    },
    week: '2026-W48',
    number: 12,
    today: '2026-11-26',
    settings: {
      publication: 'Weekly AI Tool Verdicts',
      publicUrl: 'https://verdicts.example/',
      postalAddress: 'Verdicts, 1 Sample Street, 00000 Exampleton',
      replies: true,
      style: SAMPLE_STYLE,
    },
    edits: {},
    lastVote: null,
    community: new Map(),
    earlier: new Map(),
    recent: [],
    ...overrides,
  };
}
