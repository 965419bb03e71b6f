import type { ToolContent } from './content.ts';
import { cutStart, cutTo } from './word-limit.ts';

/** Phones cut a subject at 33 to 43 characters: both names stand within the first 40. */
export const NAMES_LIMIT = 40;

type Named = Pick<ToolContent, 'name' | 'maker'>;

/**
 * Two names in so many characters (UTF-16 units) together: whole where they fit, else without the maker's words ("Adobe
 * Firefly" → "Firefly"), else cut after a word. They stay different when the names are.
 */
export function shortNames(a: Named, b: Named, room: number): readonly [string, string] {
  const fitting = wholeNames(a, b).find(([left, right]) => left.length + right.length <= room);
  return fitting ?? cutBoth(bareName(a), bareName(b), room);
}

/** The two names uncut, longest first; never two that are the same. */
export function wholeNames(a: Named, b: Named): readonly (readonly [string, string])[] {
  const [bareA, bareB] = [bareName(a), bareName(b)];
  const names = [
    [a.name, b.name],
    [a.name, bareB],
    [bareA, b.name],
    [bareA, bareB],
  ] as const;
  return names.filter(([left, right]) => left !== right);
}

/** A tool's name without its maker's in front. */
export function bareName({ name, maker }: Named): string {
  const prefix = `${maker} `;
  const startsWithMaker = maker !== '' && name.toLowerCase().startsWith(prefix.toLowerCase());
  return startsWithMaker ? name.slice(prefix.length).trim() || name : name;
}

/** What the shorter name leaves of the room goes to the longer one. */
function cutBoth(left: string, right: string, room: number): readonly [string, string] {
  const half = Math.floor(room / 2);
  const forLeft = Math.max(half, room - Math.min(right.length, room));
  const forRight = Math.max(half, room - Math.min(left.length, room));
  const cut = [cutTo(left, forLeft), cutTo(right, forRight)] as const;
  return cut[0] === cut[1] ? [cutStart(left, half), cutStart(right, half)] : cut;
}
