import type { PairingContent, ScorecardRow, SeatContent, ToolContent } from './content.ts';

/** Which side the panel leans to: the higher share of ship, compared exactly and not as rounded percentages. */
export function leadOf(a: Pick<ToolContent, 'ship'>, b: Pick<ToolContent, 'ship'>): PairingContent['lead'] {
  const [ofA, ofB] = [a.ship.ships * panelSize(b), b.ship.ships * panelSize(a)];
  if (panelSize(a) === 0 || panelSize(b) === 0 || ofA === ofB) {
    return 'split';
  }
  return ofA > ofB ? 'a' : 'b';
}

/** The two of a pairing as they are read: the side that the panel leans to first, a and b where it leans to neither. */
export function leadFirst<Of>(lead: PairingContent['lead'], a: Of, b: Of): readonly [Of, Of] {
  return lead === 'b' ? [b, a] : [a, b];
}

export function panelSize(tool: Pick<ToolContent, 'ship'>): number {
  return tool.ship.ships + tool.ship.skips;
}

export interface Voice {
  readonly side: 'a' | 'b';
  readonly seat: SeatContent;
}

/** Everyone in the pairing who gave that verdict, side a first. */
export function voices(rows: readonly ScorecardRow[], verdict: SeatContent['verdict']): Voice[] {
  return (['a', 'b'] as const).flatMap(side =>
    rows.flatMap(row => {
      const seat = row[side];
      return seat?.verdict === verdict ? [{ side, seat }] : [];
    }),
  );
}
