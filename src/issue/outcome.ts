import type { PairingContent, ToolContent } from './content.ts';
import { leadFirst, panelSize } from './lead.ts';
import type { OutcomeKind } from './outcome-kind.ts';
import { fill, type Slots } from './wording/fill.ts';
import { TALLY_WORDS } from './wording/outcome-words.ts';

/** How a pairing ended, with the words that fill a sentence about it. */
export interface Outcome {
  readonly kind: OutcomeKind;
  readonly slots: Slots;
}

export type Judged = Pick<PairingContent, 'lead'> & {
  readonly a: Pick<ToolContent, 'name' | 'ship'>;
  readonly b: Pick<ToolContent, 'name' | 'ship'>;
};

export function outcomeOf({ a, b, lead }: Judged): Outcome {
  if (panelSize(a) === 0 || panelSize(b) === 0) return unjudged(a, b);
  if (lead === 'split') {
    const kind = ({ ship: 'both', mixed: 'close', skip: 'neither' } as const)[a.ship.badge];
    return { kind, slots: { a: a.name, b: b.name, tallies: tallies(a, b) } };
  }
  const [ahead, behind] = leadFirst(lead, a, b);
  const slots = {
    lead: ahead.name,
    other: behind.name,
    tally: tallyWords(ahead),
    otherTally: tallyWords(behind),
  };
  if (ahead.ship.badge !== 'ship') return { kind: ahead.ship.badge === 'mixed' ? 'mixed' : 'least', slots };
  return { kind: behind.ship.badge === 'skip' ? 'passes' : 'leads', slots };
}

/** `3 to 1`: ships first. */
export function tallyWords({ ship: { ships, skips } }: Judged['a']): string {
  return fill(TALLY_WORDS.one, { ships: String(ships), skips: String(skips) });
}

function tallies(a: Judged['a'], b: Judged['b']): string {
  const [first, second] = [tallyWords(a), tallyWords(b)];
  return fill(first === second ? TALLY_WORDS.same : TALLY_WORDS.two, { first, second });
}

function unjudged(a: Judged['a'], b: Judged['b']): Outcome {
  if (panelSize(a) === 0 && panelSize(b) === 0) return { kind: 'unjudged', slots: { a: a.name, b: b.name } };
  const [open, judged] = panelSize(a) === 0 ? [a, b] : [b, a];
  return { kind: 'open', slots: { judged: judged.name, unjudged: open.name, tally: tallyWords(judged) } };
}
