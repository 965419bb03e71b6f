import { oneLine } from './clean-text.ts';
import type { PairingContent, ToolContent } from './content.ts';
import { loneVoice, panelSize, tally, voices } from './lead.ts';
import { cutTo, firstWithin } from './word-limit.ts';

export const VERDICT_WORDS = 45;

type Judged = Pick<PairingContent, 'lead' | 'rows'> & {
  readonly a: Pick<ToolContent, 'name' | 'ship'>;
  readonly b: Pick<ToolContent, 'name' | 'ship'>;
};

/** What the panel says of the pair in at most 45 words: who it leans to by how many seats, and who stands alone. */
export function verdictLine(pairing: Judged): string {
  const short = {
    ...pairing,
    a: { ...pairing.a, name: cutTo(pairing.a.name, 30) },
    b: { ...pairing.b, name: cutTo(pairing.b.name, 30) },
  };
  return firstWithin(VERDICT_WORDS, [
    join(outcome(pairing), dissent(pairing)),
    outcome(pairing),
    join(outcome(short), dissent(short)),
    outcome(short),
  ]);
}

/** Who disagrees with whom: "The Skeptic is the only skip, on Zed."; '' when that takes more than two names. */
export function dissent(pairing: Judged): string {
  const lone = loneVoice(pairing.rows);
  if (lone) {
    const tool = pairing[lone.side].name;
    return lone.seat.verdict === 'skip'
      ? `${lone.seat.name} is the only skip, on ${tool}.`
      : `${lone.seat.name} is the only ship, for ${tool}.`;
  }
  return oneEach(pairing, 'skip') || oneEach(pairing, 'ship') || turncoat(pairing);
}

/** "The Skeptic skips Zed. The Founder skips Aider." where each side has exactly one of that verdict. */
function oneEach(pairing: Judged, verdict: 'ship' | 'skip'): string {
  const [first, second, ...more] = voices(pairing.rows, verdict);
  if (!first || !second || more.length > 0 || first.side === second.side) {
    return '';
  }
  return first.seat.name === second.seat.name
    ? `${first.seat.name} ${verdict}s both.`
    : `${first.seat.name} ${verdict}s ${pairing.a.name}. ${second.seat.name} ${verdict}s ${pairing.b.name}.`;
}

/** Who judged both and not alike: rather somebody against the lead than with it. */
function turncoat({ rows, a, b, lead }: Judged): string {
  const judgedB = new Map(rows.map(row => [row.b?.name, row.b?.verdict]));
  const flips = rows.flatMap(({ a: seat }) => {
    const other = seat && judgedB.get(seat.name);
    return other && other !== seat.verdict
      ? [{ name: seat.name, ships: seat.verdict === 'ship' ? 'a' : 'b' }]
      : [];
  });
  const flip = flips.find(({ ships }) => ships !== lead) ?? flips[0];
  const [shipped, skipped] = flip?.ships === 'a' ? [a, b] : [b, a];
  return flip ? `${flip.name} ships ${shipped.name} and skips ${skipped.name}.` : '';
}

function outcome(pairing: Judged): string {
  const { a, b, lead } = pairing;
  if (panelSize(a) === 0 || panelSize(b) === 0) {
    return unjudged(a, b);
  }
  return lead === 'split' ? evenOutcome(a, b) : leaningOutcome(pairing[lead], lead === 'a' ? b : a);
}

function unjudged(a: Judged['a'], b: Judged['b']): string {
  if (panelSize(a) === 0 && panelSize(b) === 0) {
    return 'The panel has judged neither yet.';
  }
  const [open, judged] = panelSize(a) === 0 ? [a, b] : [b, a];
  return `The panel has not judged ${open.name} yet; ${judged.name} stands at ${tally(judged)}.`;
}

function evenOutcome(a: Judged['a'], b: Judged['b']): string {
  if (a.ship.skips + b.ship.skips === 0) {
    return `Both ship, ${tally(a)} and ${tally(b)}. What you need decides.`;
  }
  if (a.ship.ships + b.ship.ships === 0) {
    return `Both skipped, ${tally(a)} and ${tally(b)}. The panel would take neither.`;
  }
  return `Split decision: ${a.name} ${tally(a)}, ${b.name} ${tally(b)}.`;
}

/** A lead alone is not praise: what is mixed or skipped says so. */
function leaningOutcome(ahead: Judged['a'], behind: Judged['a']): string {
  const score = `${tally(ahead)} against ${tally(behind)}`;
  if (ahead.ship.badge === 'skip') {
    return `The panel would skip both; ${ahead.name} comes out ahead, ${score}.`;
  }
  if (ahead.ship.badge === 'mixed') {
    return `The panel leans ${ahead.name} without agreeing on it, ${score}.`;
  }
  return behind.ship.badge === 'skip'
    ? `The panel picks ${ahead.name}, ${tally(ahead)}, and passes on ${behind.name}, ${tally(behind)}.`
    : `The panel leans ${ahead.name}, ${score}.`;
}

function join(...sentences: readonly string[]): string {
  return oneLine(sentences.join(' '));
}
