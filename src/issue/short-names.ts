import type { ToolContent } from './content.ts';
import { cutStart, cutTo } from './word-limit.ts';

/** Phones cut a subject at 33 to 43 characters: both names stand within the first 40. */
export const NAMES_LIMIT = 40;

const BETWEEN = ' vs ';

type Named = Pick<ToolContent, 'name' | 'maker'>;

/** `Zed vs Cursor` in at most 40 characters (UTF-16 units). */
export function pairTitle(a: Named, b: Named): string {
  return shortNames(a, b).join(BETWEEN);
}

/**
 * Two names that fit `A vs B` together: whole where they do, else without the maker's words ("Adobe Firefly" →
 * "Firefly"), else cut after a word. They stay different when the names are.
 */
export function shortNames(a: Named, b: Named): readonly [string, string] {
  const [bareA, bareB] = [withoutMaker(a), withoutMaker(b)];
  const whole = [
    [a.name, b.name],
    [a.name, bareB],
    [bareA, b.name],
    [bareA, bareB],
  ] as const;
  const fitting = whole.find(([left, right]) => fits(left, right) && left !== right);
  return fitting ?? cutBoth(bareA, bareB);
}

function withoutMaker({ name, maker }: Named): string {
  const prefix = `${maker} `;
  const startsWithMaker = maker !== '' && name.toLowerCase().startsWith(prefix.toLowerCase());
  return startsWithMaker ? name.slice(prefix.length).trim() || name : name;
}

function fits(left: string, right: string): boolean {
  return left.length + BETWEEN.length + right.length <= NAMES_LIMIT;
}

/** What the shorter name leaves of the room goes to the longer one. */
function cutBoth(left: string, right: string): readonly [string, string] {
  const room = NAMES_LIMIT - BETWEEN.length;
  const half = room / 2;
  const forLeft = Math.max(half, room - Math.min(right.length, room));
  const forRight = Math.max(half, room - Math.min(left.length, room));
  const cut = [cutTo(left, forLeft), cutTo(right, forRight)] as const;
  return cut[0] === cut[1] ? [cutStart(left, half), cutStart(right, half)] : cut;
}
