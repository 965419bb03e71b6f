import type { AsideWord, Issue, IssueEdits } from '../../issue/issue.ts';
import { mentionedIn, type NamedTool } from '../../issue/mentions.ts';
import { type Pairing, pairKey } from '../../pairing/pairing.ts';
import { ownWords, withoutWord } from './own-words.ts';

/** The editors' words with other pairings, and what was put aside for that. */
export interface Rearranged {
  readonly edits: IssueEdits;
  readonly aside: readonly AsideWord[];
}

/**
 * Words belong to their pairing. What names a tool that is in no pairing any more is put aside, and so are the pull quotes on
 * tools that no longer stand where they stood: against another tool another panellist may be quoted, and nobody's words may
 * come out in somebody else's name. Verdict lines stay under their pairing's own slug and are back when it is.
 * @param tools what the tools of the issue are called
 */
export function rearranged(
  { edits, pick }: Pick<Issue, 'edits' | 'pick'>,
  pairings: readonly Pairing[],
  tools: readonly NamedTool[],
): Rearranged {
  const after = { keys: new Set(pairings.map(keyOf)), slugs: new Set(pairings.flatMap(slugsIn)) };
  const gone = pick.pairings.filter(pairing => !after.keys.has(keyOf(pairing)));
  const left = new Set(gone.flatMap(slugsIn).filter(slug => !after.slugs.has(slug)));
  const absent = tools.filter(({ slug }) => left.has(slug));
  const present = tools.filter(({ slug }) => after.slugs.has(slug));
  const aside = ownWords(edits).flatMap(({ field, text }): AsideWord[] => {
    const [, kind = '', of = ''] = /^(verdict|pull)\.(.*)$/.exec(field) ?? [];
    if (kind === 'verdict' && !pairings.some(({ a, b }) => of === `${a}-vs-${b}`)) return [];
    const about = mentionedIn(text, absent, present).map(({ slug }) => slug);
    const isConcerned = after.slugs.has(of) || gone.some(pairing => slugsIn(pairing).includes(of));
    const hasMoved = kind === 'pull' && isConcerned && !stayed(pick.pairings, of, after.keys);
    if (about.length === 0 && !hasMoved) return [];
    const pairs = gone.filter(pairing => slugsIn(pairing).some(slug => slug === of || about.includes(slug)));
    return [{ field, text, pairs: pairs.map(keyOf) }];
  });
  const kept = aside.reduce<IssueEdits>((words, { field }) => withoutWord(words, field), edits);
  if (aside.length === 0) return { edits, aside };
  return { edits: { ...kept, aside: [...(edits.aside ?? []), ...aside] }, aside };
}

/** Whether a word that was put aside is about pairings that are all in the issue again. */
export function fitsAgain({ pairs }: AsideWord, pairings: readonly Pairing[]): boolean {
  const keys = new Set(pairings.map(keyOf));
  return pairs.length > 0 && pairs.every(key => keys.has(key));
}

/** For the log; '' when nothing was put aside. */
export function asideWords(aside: readonly AsideWord[]): string {
  return aside.length === 0 ? '' : `; own words put aside: ${aside.map(({ field }) => field).join(', ')}`;
}

function stayed(before: readonly Pairing[], slug: string, keys: ReadonlySet<string>): boolean {
  return before.some(pairing => slugsIn(pairing).includes(slug) && keys.has(keyOf(pairing)));
}

function slugsIn({ a, b }: Pairing): string[] {
  return [a, b];
}

function keyOf({ a, b }: Pairing): string {
  return pairKey(a, b);
}
