import type { Catalogue, Tool } from '../catalogue/tool.ts';
import { HOUSE_WORDS } from '../words/words.ts';
import { isPickable, LEAST_REVIEWS } from './eligible.ts';
import { pick } from './pick.ts';
import { narrowings } from './shortfall.ts';

/** A week like any other, with nothing before it. */
const SOME_WEEK = { week: '2026-W01', today: '2026-01-01', history: [], seed: '0', words: HOUSE_WORDS };
/** As many pairings as an issue may be asked for. */
const MOST = 10;
const SHOWN = 5;

/** What the picker can do with a catalogue before anything was featured, and what of it it will miss. */
export interface Coverage {
  /** Sentences, each with its numbers; empty when every tool may be picked and meets another. */
  readonly missed: readonly string[];
  readonly tools: number;
  readonly pairs: number;
  /** How many pairings an issue can have, up to ten. */
  readonly pairings: number;
}

/** Looks at the catalogue alone: what rests or was shown already, only a week can tell. */
export function coverage(catalogue: Catalogue): Coverage {
  const input = { ...SOME_WEEK, catalogue, count: MOST };
  const pickable = catalogue.tools.filter(isPickable);
  return {
    missed: missed(catalogue.tools, pickable),
    tools: pickable.length,
    pairs: narrowings(input).at(-1)?.pairs ?? 0,
    pairings: pick(input).pairings.length,
  };
}

function missed(tools: readonly Tool[], pickable: readonly Tool[]): string[] {
  const inactive = tools.filter(tool => tool.status !== 'active');
  const unreviewed = tools.filter(tool => tool.status === 'active' && tool.reviews.length < LEAST_REVIEWS);
  const categories = [...Map.groupBy(pickable, tool => tool.category).values()];
  const alone = categories.filter(({ length }) => length === 1).flat();
  const related = categories.filter(isOneFamily).flat();
  return [
    said(unreviewed, tools, `fewer than ${LEAST_REVIEWS} reviews`),
    said(inactive, tools, 'banned or retired'),
    said(alone, tools, 'no other tool in their category to compare them with'),
    said(related, tools, 'all of their category are of one family, of which no two are compared'),
  ].filter(sentence => sentence !== '');
}

/** Whether no two of a category's tools may ever meet, though there are several. */
function isOneFamily(inCategory: readonly Tool[]): boolean {
  const family = inCategory[0]?.family;
  return inCategory.length > 1 && family !== undefined && inCategory.every(tool => tool.family === family);
}

function said(some: readonly Tool[], all: readonly Tool[], why: string): string {
  if (some.length === 0) return '';
  const names = some.slice(0, SHOWN).map(tool => tool.slug);
  const more = some.length > SHOWN ? ` and ${some.length - SHOWN} more` : '';
  return `${some.length} of ${all.length} tools: ${why} (${names.join(', ')}${more})`;
}
