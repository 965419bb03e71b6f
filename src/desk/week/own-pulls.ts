import type { Issue, IssueEdits } from '../../issue/issue.ts';
import { type Pairing, pairKey } from '../../pairing/pairing.ts';

/**
 * The editors' words without the pull quotes on tools that no longer stand where they stood: against another tool another
 * panellist may be quoted, and nobody's words may come out in somebody else's name.
 */
export function withoutStrayPulls({ edits, pick }: Issue, pairings: readonly Pairing[]): IssueEdits {
  const stays = new Set(pairings.map(({ a, b }) => pairKey(a, b)));
  const strays = pick.pairings.filter(({ a, b }) => !stays.has(pairKey(a, b))).flatMap(({ a, b }) => [a, b]);
  const moved = [
    ...strays,
    ...pairings.flatMap(({ a, b }) => [a, b]).filter(slug => !stood(pick.pairings, slug, stays)),
  ];
  const pulls = Object.entries(edits.pulls ?? {}).filter(([slug]) => !moved.includes(slug));
  return { ...edits, pulls: Object.fromEntries(pulls) };
}

function stood(before: readonly Pairing[], slug: string, stays: ReadonlySet<string>): boolean {
  return before.some(({ a, b }) => (a === slug || b === slug) && stays.has(pairKey(a, b)));
}

/** For the log; '' when none were taken out. */
export function strayPullWords(before: IssueEdits, after: IssueEdits): string {
  const gone = Object.keys(before.pulls ?? {}).filter(slug => after.pulls?.[slug] === undefined);
  return gone.length === 0 ? '' : `; own pull quotes taken out: ${gone.join(', ')}`;
}
