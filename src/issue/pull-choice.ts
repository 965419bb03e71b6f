import type { ScorecardRow, Seat } from '../catalogue/scorecard.ts';
import type { PairingContent } from './content.ts';

/**
 * Which one quote a side the mail carries (docs/decisions/052). The side the panel leans to speaks through a ship,
 * the other one through its skip, a split decision through the minority of each side. Among those: somebody who
 * said the opposite of the other tool, then the Skeptic, then scorecard order. Two different people wherever that
 * is possible at all.
 */
export function choosePulls(
  rows: readonly ScorecardRow[],
  lead: PairingContent['lead'],
): { readonly a: Seat | null; readonly b: Seat | null } {
  const left = ranked(rows, 'a', lead);
  const right = ranked(rows, 'b', lead);
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

function ranked(rows: readonly ScorecardRow[], side: 'a' | 'b', lead: PairingContent['lead']): Candidate[] {
  const seats = seatsOf(rows, side);
  const others = seatsOf(rows, side === 'a' ? 'b' : 'a');
  const wanted = wantedVerdict(seats, side, lead);
  return seats.map((seat, place) => {
    const flips = others.some(other => other.panelist === seat.panelist && other.verdict !== seat.verdict);
    const tier = flips ? 0 : seat.role === 'skeptic' ? 1 : 2;
    return { seat, miss: seat.verdict === wanted ? 0 : 1, rank: tier * seats.length + place };
  });
}

function wantedVerdict(
  seats: readonly Seat[],
  side: 'a' | 'b',
  lead: PairingContent['lead'],
): Seat['verdict'] {
  if (lead !== 'split') {
    return lead === side ? 'ship' : 'skip';
  }
  const skips = seats.filter(seat => seat.verdict === 'skip').length;
  const ships = seats.length - skips;
  if (skips === 0) {
    return 'ship';
  }
  return ships > 0 && ships < skips ? 'ship' : 'skip';
}

/** The side behind chooses first: it has the fewest skips to choose from. */
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
