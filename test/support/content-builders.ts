import type { PairingContent, ScorecardRow, SeatContent, ToolContent } from '../../src/issue/content.ts';

/** Where the test mails' links lead. */
export const site = 'https://weekly.example.com';

export function seat(role: string, verdict: 'ship' | 'skip', pull: string, quote = pull): SeatContent {
  return { role, name: `The ${role}`, verdict, quote, pull };
}

/** A tool whose shares follow from its seats. */
export function tool(
  name: string,
  seats: readonly SeatContent[],
  change: Partial<ToolContent> = {},
): ToolContent {
  const ships = seats.filter(one => one.verdict === 'ship').length;
  const percent = seats.length === 0 ? 0 : Math.floor((ships / seats.length) * 100 + 0.5);
  const pull = change.pull ?? seats.find(one => one.verdict === 'skip') ?? seats[0] ?? null;
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return {
    slug,
    name,
    maker: '',
    tagline: 'One line on what it is',
    about: 'One line on what it is.',
    description: 'What it does, in neutral words. Where it stops. What it claims.',
    url: `https://${slug || 'tool'}.example`,
    ship: {
      percent,
      ships,
      skips: seats.length - ships,
      badge: percent >= 67 ? 'ship' : percent <= 33 ? 'skip' : 'mixed',
    },
    community: '—',
    price: 'Free',
    priceChecked: '',
    note: '',
    pull,
    reason: pull === null ? '' : `${pull.name} makes the case`,
    ...change,
  };
}

/** One pairing; the rows are joined by position, so give both sides their chairs in the same order. */
export function pairing(
  position: number,
  sides: { a: ToolContent; b: ToolContent; aSeats: readonly SeatContent[]; bSeats: readonly SeatContent[] },
  change: Partial<PairingContent> = {},
): PairingContent {
  const { a, b, aSeats, bSeats } = sides;
  const rows: ScorecardRow[] = Array.from({ length: Math.max(aSeats.length, bSeats.length) }, (_, index) => ({
    a: aSeats[index] ?? null,
    b: bSeats[index] ?? null,
  }));
  const lead = a.ship.percent === b.ship.percent ? 'split' : a.ship.percent > b.ship.percent ? 'a' : 'b';
  const leader = lead === 'b' ? b : a;
  const other = lead === 'b' ? a : b;
  const tally = (one: ToolContent) => `${one.ship.ships} to ${one.ship.skips}`;
  const slug = `${a.slug}-vs-${b.slug}`;
  return {
    position,
    slug,
    category: 'Developer Tools',
    a,
    b,
    lead,
    verdict:
      lead === 'split'
        ? `Too close to call: ${a.name} and ${b.name}, ${tally(a)} each.`
        : `${leader.name} over ${other.name}, ${tally(leader)}.`,
    pickA: `Pick ${a.name} when you want it to run on your own machine.`,
    pickB: `Pick ${b.name} when your team already lives in its editor.`,
    pricesChecked: 'Prices checked 2 Nov 2026.',
    rows,
    why: 'New this week; the Skeptic flips; both free.',
    gain: 'The Skeptic ships one and skips the other: read why.',
    compareUrl: `${site}/compare/${slug}`,
    ...change,
  };
}
