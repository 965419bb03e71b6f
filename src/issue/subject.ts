import { oneLine } from './clean-text.ts';
import type { IssueContent, PairingContent } from './content.ts';
import { panelSize, tally, voices } from './lead.ts';
import { pairTitle, shortNames } from './short-names.ts';

/** A subject longer than this is cut in nearly every inbox. */
export const SUBJECT_LIMIT = 60;

/** How many subjects an editor may choose from. */
const CANDIDATES = 3;

/**
 * Three different subjects for an editor to choose from; the first is the default. They name what the panel said
 * and never that anyone recommends, and follow from the content alone.
 */
export function subjectLines(content: Pick<IssueContent, 'pairings' | 'publication'>): readonly string[] {
  const [leading] = content.pairings;
  const wordings = leading
    ? [subjectOf(leading), ...skipLines(leading), ...tallyLines(leading), ...questions(leading)]
    : [`${content.publication}: no verdict this week`];
  return [...new Set(wordings.map(oneLine))].slice(0, CANDIDATES);
}

/** `A vs B`, with how it ended behind it where there is room. */
function subjectOf(pairing: PairingContent): string {
  const names = pairTitle(pairing.a, pairing.b);
  const full = `${names}: ${ending(pairing)}`;
  return full.length <= SUBJECT_LIMIT ? full : names;
}

function ending({ a, b, lead }: PairingContent): string {
  if (lead !== 'split') {
    return `${tally(a)} against ${tally(b)}`;
  }
  if (panelSize(a) === 0 || panelSize(b) === 0) {
    return 'not judged yet';
  }
  if (a.ship.skips + b.ship.skips === 0) {
    return 'both ship';
  }
  return a.ship.ships + b.ship.ships === 0 ? 'both skipped' : 'split decision';
}

/** "The Skeptic said skip to Zed": by whoever the mail quotes saying so. */
function skipLines(pairing: PairingContent): string[] {
  const [nameA, nameB] = shortNames(pairing.a, pairing.b);
  const quoted = [
    { name: nameA, seat: pairing.a.pull },
    { name: nameB, seat: pairing.b.pull },
  ];
  return quoted.flatMap(({ name, seat }) =>
    seat?.verdict === 'skip' ? [`${seat.name} said skip to ${name}`] : [],
  );
}

function tallyLines(pairing: PairingContent): string[] {
  const [nameA, nameB] = shortNames(pairing.a, pairing.b);
  if (pairing.lead === 'split') {
    const score = tally(pairing.a);
    return score === tally(pairing.b) ? [`${score} on ${nameA}, ${score} on ${nameB}`] : [];
  }
  const name = pairing.lead === 'a' ? nameA : nameB;
  const skips = voices(pairing.rows, 'skip').filter(voice => voice.side === pairing.lead);
  return skips.length === 1 ? [`${name} leads, but read ${skips[0]?.seat.name}`] : [];
}

/** Always at hand: what the reader is asked, whatever the panel said. */
function questions(pairing: PairingContent): string[] {
  const [nameA, nameB] = shortNames(pairing.a, pairing.b);
  return [
    `${nameA} or ${nameB}: which would you ship?`,
    `${pairing.category}: ${nameA} or ${nameB}`,
    `The panel on ${nameA} and ${nameB}`,
  ];
}
