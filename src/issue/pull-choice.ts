import { panelShare } from '../catalogue/panel-share.ts';
import type { ScorecardRow, Seat } from '../catalogue/scorecard.ts';
import type { PairingContent } from './content.ts';

/**
 * The strongest case for each side in the panel's own words (docs/decisions/160): a ship, or a skip where the panel skips the
 * tool. Among those: somebody who said the opposite of the other tool, then the Skeptic, then scorecard order. Two
 * different people wherever that is possible at all.
 */
export function choosePulls(
  rows: readonly ScorecardRow[],
  lead: PairingContent['lead'],
): { readonly a: Seat | null; readonly b: Seat | null } {
  const left = ranked(rows, 'a');
  const right = ranked(rows, 'b');
  const choices = left.flatMap(a => right.map(b => ({ a: a.seat, b: b.seat, cost: cost(a, b, lead) })));
  choices.sort((one, other) => compare(one.cost, other.cost));
  const [best] = choices;
  return best ?? { a: cheapest(left), b: cheapest(right) };
}

interface Candidate {
  readonly seat: Seat;
  /** 0 when the verdict is the one this side should speak through. */
  readonly miss: number;
  /** Lower is more telling; no two on a side are equal. */
  readonly rank: number;
}

function ranked(rows: readonly ScorecardRow[], side: 'a' | 'b'): Candidate[] {
  const seats = seatsOf(rows, side);
  const others = seatsOf(rows, side === 'a' ? 'b' : 'a');
  const wanted = wantedVerdict(seats);
  return seats.map((seat, place) => {
    const flips = others.some(other => other.panelist === seat.panelist && other.verdict !== seat.verdict);
    const tier = flips ? 0 : seat.role === 'skeptic' ? 1 : 2;
    return { seat, miss: seat.verdict === wanted ? 0 : 1, rank: tier * seats.length + place };
  });
}

/** A tool that the panel skips speaks through a skip: that is the panel's reason. */
function wantedVerdict(seats: readonly Seat[]): Seat['verdict'] {
  return panelShare(seats).badge === 'skip' ? 'skip' : 'ship';
}

/** The side behind chooses first: it has the fewest to choose from. */
function cost(a: Candidate, b: Candidate, lead: PairingContent['lead']): readonly number[] {
  const samePerson = a.seat.panelist === b.seat.panelist ? 1 : 0;
  const [first, second] = lead === 'a' ? [b, a] : [a, b];
  return [samePerson, a.miss + b.miss, first.miss, first.rank, second.rank];
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [place, value] of one.entries()) {
    const difference = value - (other[place] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

function cheapest(candidates: readonly Candidate[]): Seat | null {
  const [best] = [...candidates].sort((one, other) => one.miss - other.miss || one.rank - other.rank);
  return best?.seat ?? null;
}

function seatsOf(rows: readonly ScorecardRow[], side: 'a' | 'b'): Seat[] {
  return rows.flatMap(row => row[side] ?? []);
}
