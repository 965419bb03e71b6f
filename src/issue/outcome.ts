import type { Words } from '../words/words.ts';
import type { PairingContent, ToolContent } from './content.ts';
import { leadFirst, panelSize } from './lead.ts';
import type { OutcomeKind } from './outcome-kind.ts';

/** How a pairing ended, with the words that fill a sentence about it. */
export interface Outcome {
  readonly kind: OutcomeKind;
  readonly slots: Readonly<Record<string, string>>;
}

export type Judged = Pick<PairingContent, 'lead'> & {
  readonly a: Pick<ToolContent, 'name' | 'ship'>;
  readonly b: Pick<ToolContent, 'name' | 'ship'>;
};

export function outcomeOf({ a, b, lead }: Judged, words: Words): Outcome {
  if (panelSize(a) === 0 || panelSize(b) === 0) return unjudged(a, b, words);
  if (lead === 'split') {
    const kind = ({ ship: 'both', mixed: 'close', skip: 'neither' } as const)[a.ship.badge];
    return { kind, slots: { a: a.name, b: b.name, tallies: tallies(a, b, words) } };
  }
  const [ahead, behind] = leadFirst(lead, a, b);
  const slots = {
    lead: ahead.name,
    other: behind.name,
    tally: tallyWords(ahead, words),
    otherTally: tallyWords(behind, words),
  };
  if (ahead.ship.badge !== 'ship') return { kind: ahead.ship.badge === 'mixed' ? 'mixed' : 'least', slots };
  return { kind: behind.ship.badge === 'skip' ? 'passes' : 'leads', slots };
}

/** `3 to 1`: ships first. Beside two names one tally alone reads as a vote of one against the other. */
export function tallyWords({ ship: { ships, skips } }: Pick<ToolContent, 'ship'>, words: Words): string {
  return words.say('issue.tally', { ships, skips });
}

/** `3–1`, where figures stand in columns. */
export function tallyInFigures(
  { ships, skips }: Pick<ToolContent['ship'], 'ships' | 'skips'>,
  words: Words,
): string {
  return words.say('issue.tally-in-figures', { ships, skips });
}

/** Two tallies: the same, or one each. */
function tallies(a: Judged['a'], b: Judged['b'], words: Words): string {
  const [first, second] = [tallyWords(a, words), tallyWords(b, words)];
  return first === second
    ? words.say('issue.tallies.same', { tally: first })
    : words.say('issue.tallies.two', { first, second });
}

function unjudged(a: Judged['a'], b: Judged['b'], words: Words): Outcome {
  if (panelSize(a) === 0 && panelSize(b) === 0) return { kind: 'unjudged', slots: { a: a.name, b: b.name } };
  const [open, judged] = panelSize(a) === 0 ? [a, b] : [b, a];
  const slots = { judged: judged.name, unjudged: open.name, tally: tallyWords(judged, words) };
  return { kind: 'open', slots };
}
