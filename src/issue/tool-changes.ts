import { type Change, changed, changedFields, type Labels, matched } from './change.ts';
import type { ScorecardRow, SeatContent, ToolContent } from './content.ts';

const TOOL: Labels<ToolContent, 'ship' | 'pull' | 'rawPrice'> = {
  name: 'Name',
  slug: 'Short name in links',
  maker: 'Maker',
  tagline: 'Tagline',
  about: 'What it is',
  description: 'Description',
  url: 'Link',
  price: 'Price',
  priceChecked: 'Date of the price',
  note: 'Note',
  community: 'Readers’ share',
  reason: 'Who speaks',
  since: 'What has changed',
};

/** A seat wherever it stands; its role leads its name. */
const SEAT: Labels<SeatContent> = {
  role: 'Role',
  name: 'Name',
  verdict: 'Verdict',
  quote: 'Quote',
  pull: 'Pull line',
};

/** What differs in one tool of one pairing. */
export function toolChanges(was: ToolContent, is: ToolContent): Change[] {
  const of = (label: string) => `${label} of ${is.name}`;
  return [
    ...changedFields(TOOL, was, is, of),
    ...(was.price === is.price ? changed(of('Price in the catalogue'), priceWords(was), priceWords(is)) : []),
    ...changed(of('Panel ship'), shipWords(was), shipWords(is)),
    ...seatChanges(was.pull, is.pull, {
      whole: of('Pull quote'),
      named: label => `${label} in the pull quote of ${is.name}`,
    }),
  ];
}

/** What differs in the scorecard of a pairing: seats are compared by their role. */
export function scorecardChanges(
  was: readonly ScorecardRow[],
  is: readonly ScorecardRow[],
  names: { readonly a: string; readonly b: string },
): Change[] {
  const { pairs, moved } = matched(was, is, row => (row.a ?? row.b)?.role ?? '');
  const changes = pairs.flatMap(pair => [
    ...chairChanges(pair.was?.a ?? null, pair.is?.a ?? null, names.a),
    ...chairChanges(pair.was?.b ?? null, pair.is?.b ?? null, names.b),
  ]);
  const missing = pairs.some(pair => !pair.was || !pair.is);
  if (changes.length === 0 && (moved || missing)) {
    const order = (rows: readonly ScorecardRow[]) => rows.map(roleOf).join(', ');
    const what = `Order of the seats at ${names.a} and ${names.b}`;
    return [{ what, kind: 'moved', was: order(was), is: order(is) }];
  }
  return changes;
}

function chairChanges(was: SeatContent | null, is: SeatContent | null, tool: string): Change[] {
  const role = (is ?? was)?.role ?? '';
  return seatChanges(was, is, {
    whole: `Seat of ${role} at ${tool}`,
    named: label => `${label} of ${role} on ${tool}`,
  });
}

function seatChanges(
  was: SeatContent | null,
  is: SeatContent | null,
  words: { readonly whole: string; readonly named: (label: string) => string },
): Change[] {
  if (was === null && is === null) return [];
  if (was === null || is === null) {
    return changed(words.whole, was === null ? '' : seatWords(was), is === null ? '' : seatWords(is));
  }
  return changedFields(SEAT, was, is, words.named);
}

function seatWords({ role, name, verdict, pull }: SeatContent): string {
  return `${role} ${name}, ${verdict}: ${pull}`;
}

function shipWords({ ship: { percent, ships, skips, badge } }: ToolContent): string {
  return `${percent}%, ${ships} ship, ${skips} skip (${badge})`;
}

function priceWords({ rawPrice }: ToolContent): string {
  if (rawPrice === undefined) return '';
  const { kind } = rawPrice;
  const from = 'from' in rawPrice && rawPrice.from;
  return from ? `${kind} from ${from.amount} ${from.currency} per ${from.per}` : kind;
}

function roleOf({ a, b }: ScorecardRow): string {
  return (a ?? b)?.role ?? 'an empty row';
}
