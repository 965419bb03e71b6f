import type { Tool } from '../catalogue/tool.ts';
import { isPickable, LEAST_REVIEWS } from './eligible.ts';
import { Past } from './past.ts';
import type { PickInput } from './pick-input.ts';
import { NO_WISHES, slugsOf } from './wishes.ts';

/**
 * Why pins cannot be kept, each in a sentence; empty when the picker will keep them all. An editor's pin goes above what a
 * thin week relaxes as well (resting, one pairing a category), and above none of the rules that are never relaxed.
 */
export function pinTroubles({ catalogue, history, week, count, wishes = NO_WISHES }: PickInput): string[] {
  const { pins, bannedPairs, bannedTools } = wishes;
  const past = new Past(history, week);
  const tools = new Map(catalogue.tools.map(tool => [tool.slug, tool]));
  const taken = new Map<string, string>();
  const troubles =
    pins.length > count ? [`${pins.length} pairings are pinned and the issue takes ${count}.`] : [];
  for (const key of pins) {
    const slugs = slugsOf(key);
    const names = slugs.map(slug => tools.get(slug)?.name ?? slug).join(' vs ');
    const pair = pairTrouble(tools.get(slugs[0]), tools.get(slugs[1]), past);
    const shared = slugs.find(slug => taken.has(slug));
    const banned = bannedPairs.includes(key) || slugs.some(slug => bannedTools.includes(slug));
    const trouble =
      pair ?? (banned ? 'it is banned as well' : shared && `${shared} is pinned in another pairing too`);
    if (trouble) troubles.push(`${names} is pinned and cannot stay: ${trouble}.`);
    for (const slug of slugs) taken.set(slug, key);
  }
  return troubles;
}

function pairTrouble(a: Tool | undefined, b: Tool | undefined, past: Past): string | null {
  if (!a || !b) return 'one of the two is no longer in the catalogue';
  const unfit = [a, b].find(tool => !isPickable(tool));
  if (unfit) {
    const why = unfit.status === 'active' ? `has fewer than ${LEAST_REVIEWS} reviews` : `is ${unfit.status}`;
    return `${unfit.name} ${why}`;
  }
  if (a.slug === b.slug) return 'a tool cannot be compared with itself';
  if (a.category !== b.category) return 'the two are in different categories';
  if (a.family !== undefined && a.family === b.family) return 'the two are from one family';
  return past.wasPaired(a.slug, b.slug) ? 'the two met in another issue' : null;
}
