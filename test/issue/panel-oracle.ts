import type { Tool } from '../../src/catalogue/tool.ts';
import type { OutcomeKind } from '../../src/issue/outcome-kind.ts';

interface Count {
  readonly name: string;
  readonly ships: number;
  readonly skips: number;
}

/** What the panel said of two tools, counted from the catalogue by other means than the code under test. */
export interface Counted {
  readonly kind: OutcomeKind;
  readonly slots: Readonly<Record<string, string>>;
}

/** @param named the name as a sentence may say it */
export function countedFrom(a: Tool, b: Tool, named: (tool: Tool) => string): Counted {
  const [left, right] = [count(a, named), count(b, named)];
  const both = { a: left.name, b: right.name };
  if (sum(left) * sum(right) === 0) {
    if (sum(left) + sum(right) === 0) return { kind: 'unjudged', slots: both };
    const [judged, unjudged] = sum(left) > 0 ? [left, right] : [right, left];
    return { kind: 'open', slots: { judged: judged.name, unjudged: unjudged.name, tally: tally(judged) } };
  }
  const difference = left.ships / sum(left) - right.ships / sum(right);
  if (Math.abs(difference) < 1e-9) {
    const tallies =
      tally(left) === tally(right) ? `${tally(left)} each` : `${tally(left)} and ${tally(right)}`;
    return { kind: level(left), slots: { ...both, tallies } };
  }
  const [lead, other] = difference > 0 ? [left, right] : [right, left];
  const slots = { lead: lead.name, other: other.name, tally: tally(lead), otherTally: tally(other) };
  if (isShipped(lead)) return { kind: isSkipped(other) ? 'passes' : 'leads', slots };
  return { kind: isSkipped(lead) ? 'least' : 'mixed', slots };
}

function level(one: Count): OutcomeKind {
  if (isShipped(one)) return 'both';
  return isSkipped(one) ? 'neither' : 'close';
}

function count(tool: Tool, named: (tool: Tool) => string): Count {
  const ships = tool.reviews.filter(({ verdict }) => verdict === 'ship').length;
  return { name: named(tool), ships, skips: tool.reviews.length - ships };
}

/** The panel skips what at most a third of it ships, and recommends what two thirds ship. */
export function isSkipped({ ships, skips }: Omit<Count, 'name'>): boolean {
  return ships * 2 <= skips;
}

function isShipped({ ships, skips }: Count): boolean {
  return skips * 2 <= ships;
}

const sum = ({ ships, skips }: Count) => ships + skips;
const tally = ({ ships, skips }: Count) => `${ships} to ${skips}`;
