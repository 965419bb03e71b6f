import type { Tool } from '../catalogue/tool.ts';
import type { Past } from './past.ts';

/** Fewer reviews than this are no panel. */
export const LEAST_REVIEWS = 3;

/** May this tool be picked in any week at all? */
export function isPickable(tool: Tool): boolean {
  return tool.status === 'active' && tool.reviews.length >= LEAST_REVIEWS;
}

/** Has it rested? `cooldown` in weeks: featured in W1, a cooldown of 12 lets it back in W13. */
export function hasRested(tool: Tool, past: Past, cooldown: number): boolean {
  return past.weeksSince(tool.slug) >= cooldown;
}

/** May these two tools of one category ever stand against each other? */
export function mayMeet(a: Tool, b: Tool, past: Past): boolean {
  const related = a.family !== undefined && a.family === b.family;
  return a.slug !== b.slug && !related && !past.wasPaired(a.slug, b.slug);
}
