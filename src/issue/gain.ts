import type { Price } from '../catalogue/tool.ts';
import type { Words } from '../words/words.ts';
import { oneLine } from './clean-text.ts';
import type { PairingContent } from './content.ts';
import { outcomeOf, tallyWords } from './outcome.ts';
import { whoSays } from './reason-line.ts';
import type { WordChoice } from './word-choice.ts';

type Gained = Pick<PairingContent, 'a' | 'b' | 'lead' | 'rows'> & {
  readonly prices: { readonly a: Price; readonly b: Price };
};

interface Gain {
  readonly patterns: readonly string[];
  readonly slots: Readonly<Record<string, string>>;
}

/**
 * What a reader gets from this pairing. The strongest thing to see in it speaks, unless the issue has said that
 * already.
 */
export function gainLine(pairing: Gained, choice: WordChoice): string {
  const { words } = choice;
  const gains = [
    flip(pairing, words),
    divided(pairing, words),
    price(pairing, words),
    ending(pairing, words),
  ].filter(gain => gain !== null);
  const gain = strongest(gains, choice);
  return gain ? oneLine(words.fill(choice.take(gain.patterns), gain.slots)) : '';
}

/** The first of a kind that the issue has not used yet; the first where it has used all. */
function strongest(gains: readonly Gain[], choice: WordChoice): Gain | undefined {
  const said = (gain: Gain) => gain.patterns.some(pattern => choice.taken.includes(pattern));
  return gains.find(one => !said(one)) ?? gains[0];
}

/** Who ships one and skips the other: rather somebody against the lead than with it. */
function flip({ rows, a, b, lead }: Gained, words: Words): Gain | null {
  const judgedB = new Map(rows.flatMap(({ b: seat }) => (seat ? [[seat.name, seat.verdict]] : [])));
  const flips = rows.flatMap(({ a: seat }) => {
    const other = seat && judgedB.get(seat.name);
    return seat && other && other !== seat.verdict
      ? [{ who: whoSays(seat, words), ships: seat.verdict === 'ship' ? 'a' : 'b' }]
      : [];
  });
  const told = flips.find(({ ships }) => ships !== lead) ?? flips[0];
  if (!told) return null;
  const [shipped, skipped] = told.ships === 'a' ? [a, b] : [b, a];
  const slots = { who: told.who, shipped: shipped.name, skipped: skipped.name };
  return { patterns: words.patterns('issue.gain.flip'), slots };
}

/** As many ships as skips. */
function divided({ a, b }: Gained, words: Words): Gain | null {
  const tool = [a, b].find(({ ship }) => ship.ships > 0 && ship.ships === ship.skips);
  if (!tool) return null;
  const slots = { tool: tool.name, tally: tallyWords(tool, words) };
  return { patterns: words.patterns('issue.gain.divided'), slots };
}

function price({ a, b, prices }: Gained, words: Words): Gain | null {
  const patterns = words.patterns('issue.gain.price');
  const free = (of: Price) => of.kind === 'free' || of.kind === 'free_tier';
  if (free(prices.a) && prices.b.kind === 'paid') return { patterns, slots: { free: a.name, paid: b.name } };
  if (free(prices.b) && prices.a.kind === 'paid') return { patterns, slots: { free: b.name, paid: a.name } };
  return null;
}

function ending(pairing: Gained, words: Words): Gain {
  const { kind, slots } = outcomeOf(pairing, words);
  return { patterns: words.patterns(`issue.gain.${ENDINGS[kind]}`), slots };
}

const ENDINGS = {
  leads: 'plain',
  passes: 'plain',
  mixed: 'plain',
  least: 'neither',
  neither: 'neither',
  both: 'both',
  close: 'close',
  open: 'close',
  unjudged: 'close',
} as const;
