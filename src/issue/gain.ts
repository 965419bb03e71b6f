import type { Price } from '../catalogue/tool.ts';
import { oneLine } from './clean-text.ts';
import type { PairingContent } from './content.ts';
import { outcomeOf, tallyWords } from './outcome.ts';
import { whoSays } from './reason-line.ts';
import { fill, type Slots } from './wording/fill.ts';
import { GAIN_WORDS } from './wording/gain-words.ts';
import type { WordChoice } from './wording/word-choice.ts';

type Gained = Pick<PairingContent, 'a' | 'b' | 'lead' | 'rows'> & {
  readonly prices: { readonly a: Price; readonly b: Price };
};

interface Gain {
  readonly kind: keyof typeof GAIN_WORDS;
  readonly slots: Slots;
}

/**
 * What a reader gets from this pairing. The strongest thing to see in it speaks, unless the issue has said that
 * already.
 */
export function gainLine(pairing: Gained, choice: WordChoice): string {
  const gains = [flip(pairing), divided(pairing), price(pairing), ending(pairing)].filter(
    gain => gain !== null,
  );
  const slots = new Map<string, Slots>(
    gains.flatMap(gain => choice.said(GAIN_WORDS[gain.kind]).map(words => [words, gain.slots])),
  );
  const pattern = choice.take(strongest(gains, choice));
  return oneLine(fill(pattern, slots.get(pattern) ?? {}));
}

/** The wordings of the first kind that the issue has not used yet; of the first where it has used all. */
function strongest(gains: readonly Gain[], choice: WordChoice): readonly string[] {
  const said = (gain: Gain) => choice.said(GAIN_WORDS[gain.kind]).some(words => choice.taken.includes(words));
  const gain = gains.find(one => !said(one)) ?? gains[0];
  return gain ? GAIN_WORDS[gain.kind] : [];
}

/** Who ships one and skips the other: rather somebody against the lead than with it. */
function flip({ rows, a, b, lead }: Gained): Gain | null {
  const judgedB = new Map(rows.flatMap(({ b: seat }) => (seat ? [[seat.name, seat.verdict]] : [])));
  const flips = rows.flatMap(({ a: seat }) => {
    const other = seat && judgedB.get(seat.name);
    return seat && other && other !== seat.verdict
      ? [{ who: whoSays(seat), ships: seat.verdict === 'ship' ? 'a' : 'b' }]
      : [];
  });
  const told = flips.find(({ ships }) => ships !== lead) ?? flips[0];
  if (!told) return null;
  const [shipped, skipped] = told.ships === 'a' ? [a, b] : [b, a];
  return { kind: 'flip', slots: { who: told.who, shipped: shipped.name, skipped: skipped.name } };
}

/** As many ships as skips. */
function divided({ a, b }: Gained): Gain | null {
  const tool = [a, b].find(({ ship }) => ship.ships > 0 && ship.ships === ship.skips);
  return tool ? { kind: 'divided', slots: { tool: tool.name, tally: tallyWords(tool) } } : null;
}

function price({ a, b, prices }: Gained): Gain | null {
  const free = (of: Price) => of.kind === 'free' || of.kind === 'free_tier';
  if (free(prices.a) && prices.b.kind === 'paid')
    return { kind: 'price', slots: { free: a.name, paid: b.name } };
  if (free(prices.b) && prices.a.kind === 'paid')
    return { kind: 'price', slots: { free: b.name, paid: a.name } };
  return null;
}

function ending(pairing: Gained): Gain {
  const { kind, slots } = outcomeOf(pairing);
  if (kind === 'both') return { kind, slots: {} };
  if (kind === 'neither' || kind === 'least') return { kind: 'neither', slots: {} };
  if (kind === 'close' || kind === 'open' || kind === 'unjudged') return { kind: 'close', slots: {} };
  return { kind: 'plain', slots: { lead: slots.lead ?? '' } };
}
