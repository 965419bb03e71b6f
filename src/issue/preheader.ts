import { oneLine } from './clean-text.ts';
import type { PairingContent } from './content.ts';
import { pairTitle, shortNames } from './short-names.ts';
import { dissent, verdictLine } from './verdict-line.ts';

/** Inboxes show 40 to 110 characters; with fewer, the mail's first words leak in behind them. */
const PREHEADER_MIN = 40;
export const PREHEADER_MAX = 110;

const FILLER = 'Read the reasons, then vote for the one you would ship.';

/**
 * The inbox snippet beside the subject: who stands alone, or how it ended, and what else is in the mail. Says
 * nothing that the subject says already.
 */
export function preheaderFor(subject: string, pairings: readonly PairingContent[]): string {
  const [leading, ...others] = pairings;
  const sentences = leading ? [...leadSentences(leading), ...alsoSentences(others)] : [];
  let text = '';
  for (const sentence of sentences) {
    text = repeats(subject, sentence) ? text : extend(text, sentence);
  }
  return text.length < PREHEADER_MIN ? extend(text, FILLER) : text;
}

/** True when one says all that the other says. */
export function repeats(subject: string, text: string): boolean {
  const [one, other] = [plain(subject), plain(text)];
  return one !== '' && other !== '' && (one.includes(other) || other.includes(one));
}

function leadSentences(pairing: PairingContent): string[] {
  const [nameA, nameB] = shortNames(pairing.a, pairing.b);
  const short = {
    lead: pairing.lead,
    rows: pairing.rows,
    a: { name: nameA, ship: pairing.a.ship },
    b: { name: nameB, ship: pairing.b.ship },
  };
  const alone = dissent(short);
  return alone ? [alone] : [verdictLine({ ...short, rows: [] })];
}

/** Both other pairings if they fit, else the first. */
function alsoSentences(others: readonly PairingContent[]): string[] {
  const [second, third] = others.map(pairing => pairTitle(pairing.a, pairing.b));
  if (second === undefined) {
    return [];
  }
  const both = third === undefined ? [] : [also(`${second} and ${third}`)];
  return [...both, also(second)];
}

function also(titles: string): string {
  return titles.endsWith('…') ? `Also: ${titles}` : `Also: ${titles}.`;
}

/** A sentence that does not fit is left out, and so is a shorter wording of what is already there. */
function extend(text: string, sentence: string): string {
  const longer = oneLine(`${text} ${sentence}`);
  const said = sentence.startsWith('Also: ') && text.includes('Also: ');
  return said || longer.length > PREHEADER_MAX ? text : longer;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
