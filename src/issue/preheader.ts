import type { Words } from '../words/words.ts';
import { oneLine } from './clean-text.ts';
import type { PairingContent } from './content.ts';
import { outcomeOf } from './outcome.ts';
import { whoSays } from './reason-line.ts';
import { shortNames } from './short-names.ts';

/** Inboxes show 40 to 110 characters; with fewer, the mail's first words leak in behind them. */
const PREHEADER_MIN = 40;
export const PREHEADER_MAX = 110;

/** Two names in the middle of a sentence: with two such outcomes there is still room for the words between them. */
const NAMES_ROOM = 34;

/**
 * The inbox snippet beside the subject, which goes on where that ends: how the other pairings ended; where there is none,
 * what speaks for the lead. Says nothing that the subject says already.
 */
export function preheaderFor(subject: string, pairings: readonly PairingContent[], words: Words): string {
  const [leading, ...others] = pairings;
  const candidates = others.length > 0 ? alsoSentences(others, words) : leading ? quotes(leading, words) : [];
  const rest = words.say('issue.preheader.rest');
  const texts = candidates
    .filter(text => !repeats(subject, text))
    .map(text => (text.length < PREHEADER_MIN ? oneLine(`${text} ${rest}`) : text));
  return texts.find(text => text.length <= PREHEADER_MAX) ?? rest;
}

/** True when one says all that the other says. */
export function repeats(subject: string, text: string): boolean {
  const [one, other] = [plain(subject), plain(text)];
  return one !== '' && other !== '' && (one.includes(other) || other.includes(one));
}

/** Both other pairings if they fit, else the first. */
function alsoSentences(others: readonly PairingContent[], words: Words): string[] {
  const [first = '', second] = others.map(pairing => shortOutcome(pairing, words));
  const one = words.say('issue.preheader.one', { first });
  return second === undefined ? [one] : [words.say('issue.preheader.two', { first, second }), one];
}

function shortOutcome(pairing: PairingContent, words: Words): string {
  const [a, b] = shortNames(pairing.a, pairing.b, NAMES_ROOM);
  const { kind, slots } = outcomeOf(
    {
      lead: pairing.lead,
      a: { name: a, ship: pairing.a.ship },
      b: { name: b, ship: pairing.b.ship },
    },
    words,
  );
  return words.fill(words.pattern(`issue.outcome-short.${kind}`), slots);
}

/** What is said for the lead; of two that are level, for either. */
function quotes({ a, b, lead }: PairingContent, words: Words): string[] {
  const [first, second] = lead === 'b' ? [b, a] : [a, b];
  const tools = lead === 'split' ? [first, second] : [first];
  return tools.flatMap(({ pull }) =>
    pull?.verdict === 'ship'
      ? [words.say('issue.preheader.quote', { quote: pull.pull, who: whoSays(pull, words) })]
      : [],
  );
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
