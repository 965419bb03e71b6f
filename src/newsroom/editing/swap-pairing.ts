import type { Catalogue } from '../../catalogue/tool.ts';
import { composeContent } from '../../issue/compose-content.ts';
import type { PairingContent } from '../../issue/content.ts';
import type { Issue } from '../../issue/issue.ts';
import { type Appraised, appraise } from '../../pairing/appraise.ts';
import { type Pairing, pairKey } from '../../pairing/pairing.ts';
import { keepSnapshot } from '../../storage/issue/catalogue-snapshots.ts';
import { composeSources } from '../draft.ts';
import { type Newsroom, refused } from '../newsroom.ts';
import { pickInput } from '../pick-week.ts';
import { type Act, type ChangeResult, changeIssue } from './change-issue.ts';
import { points } from './points.ts';
import { asideWords, type Rearranged, rearranged } from './put-aside.ts';
import { toolNamed } from './steer-picking.ts';

/** One pairing of the issue, and the two tools (by slug or name) that are to take its place. */
export interface Swap {
  readonly out: string;
  readonly a: string;
  readonly b: string;
}

export type WeighedSwap =
  /** `broken`: rules that the new pair breaks, in sentences. */
  | {
      readonly kind: 'weighed';
      readonly now: Pairing;
      readonly then: Pairing;
      readonly broken: readonly string[];
      /** The new pair as the issue would print it. */
      readonly shown: PairingContent;
      /** Where its words would come from. */
      readonly catalogue: Catalogue;
      /** What becomes of the editors' own words. */
      readonly words: Rearranged;
    }
  | { readonly kind: 'refused'; readonly why: string };

/** What a swap would cost. Writes nothing. */
export async function weighSwap(room: Newsroom, issue: Issue, swap: Swap): Promise<WeighedSwap> {
  const now = issue.pick.pairings.find(({ a, b }) => pairKey(a, b) === swap.out);
  if (!now) return { kind: 'refused', why: 'This pairing is not in the issue any more.' };
  const sources = await composeSources(room, issue);
  const appraised = await appraiseFor(room, issue, now, swap, sources.catalogue);
  if (appraised.kind === 'refused') return appraised;
  const { pairing, broken } = appraised;
  if (pairKey(pairing.a, pairing.b) === swap.out)
    return { kind: 'refused', why: 'This pairing is in the issue already.' };
  const pairings = issue.pick.pairings.map(other => (other === now ? pairing : other));
  const place = pairings.indexOf(pairing);
  const shown = composeContent({ ...sources, pick: { ...issue.pick, pairings } }).pairings[place];
  if (!shown) throw new Error(`The swap of ${swap.out} has no place in the issue`);
  const words = rearranged(issue, pairings, sources.catalogue.tools);
  return { kind: 'weighed', now, then: pairing, broken, shown, catalogue: sources.catalogue, words };
}

/** Puts another pair in a pairing's place; a pin on the old one goes with it. */
export function swapPairing(room: Newsroom, act: Act, swap: Swap): Promise<ChangeResult> {
  return changeIssue(room, act, async issue => {
    const weighed = await weighSwap(room, issue, swap);
    if (weighed.kind === 'refused') return refused(weighed.why, 'Choose another pair.');
    const { now, then, broken, catalogue, words } = weighed;
    // The pair may have come into the catalogue after the pick.
    await keepSnapshot(room.store, catalogue, room.now());
    const pairings = issue.pick.pairings.map(pairing => (pairing === now ? then : pairing));
    const pins = issue.wishes.pins.filter(pin => pin !== swap.out);
    const scores = `score ${points(now.score)} → ${points(then.score)}`;
    const rules = broken.length === 0 ? '' : `; breaks: ${broken.join(' ')}`;
    return {
      kind: 'plan',
      change: {
        pick: { ...issue.pick, pairings },
        wishes: { ...issue.wishes, pins },
        edits: words.edits,
        catalogueHash: catalogue.hash,
      },
      detail: `swapped ${now.a} vs ${now.b} for ${then.a} vs ${then.b} (${scores}${rules})${asideWords(words.aside)}`,
    };
  });
}

async function appraiseFor(
  room: Newsroom,
  issue: Issue,
  now: Pairing,
  { a, b }: Swap,
  catalogue: Catalogue,
): Promise<Appraised> {
  const [one, other] = [toolNamed(catalogue.tools, a), toolNamed(catalogue.tools, b)];
  const input = await pickInput(room, issue.week, catalogue);
  return appraise(
    { ...input, seed: issue.seed, count: issue.pick.asked, wishes: issue.wishes },
    { a: one?.slug ?? a, b: other?.slug ?? b },
    { rung: issue.pick.rung, others: issue.pick.pairings.filter(pairing => pairing !== now) },
  );
}
