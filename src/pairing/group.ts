import type { Features } from './features.ts';
import type { Order } from './order.ts';
import { flip, type PanelView } from './panel-view.ts';
import { FULL_CONTRAST, isComparable } from './price-contrast.ts';
import type { Scorer } from './score.ts';

export interface Member {
  readonly features: Features;
  /** What this tool can bring to any pair, in millionths. */
  readonly bound: number;
}

/** Tools with the same verdicts and about the same price: one bound holds for all their pairs. */
export interface Group {
  readonly panel: PanelView;
  /** The range of the members' entry prices (log scale); null when they have none to compare. */
  readonly price: { readonly currency: string; readonly low: number; readonly high: number } | null;
  /** Highest bound first, equal ones by lot; never empty. */
  readonly members: readonly Member[];
  readonly top: number;
  /** All texts follow one pattern: all cosines within the group, and with another such group, are equal. */
  readonly isOnePattern: boolean;
}

/** The tools in their groups; the group with the highest bound comes first. */
export function groupsOf(tools: readonly Features[], scorer: Scorer, order: Order): Group[] {
  const members = tools
    .map(features => ({ features, bound: scorer.toolBound(features) }))
    .sort((one, other) => other.bound - one.bound || order.compareTools(one.features, other.features));
  return Array.from(Map.groupBy(members, groupKey).values(), toGroup);
}

/**
 * Groups in smaller ones, each of one pattern of text, the one with the highest bound first; as they were when
 * texts follow so many patterns that knowing them says nothing.
 */
export function byPattern(groups: readonly Group[], scorer: Scorer): readonly Group[] {
  const members = groups.flatMap(group => group.members);
  const patterns = new Map(members.map(({ features }) => [features, scorer.pattern(features)]));
  if (new Set(patterns.values()).size * 4 > members.length) return groups;
  return groups
    .flatMap(group => [...Map.groupBy(group.members, ({ features }) => patterns.get(features)).values()])
    .map(alike => ({ ...toGroup(alike), isOnePattern: true }))
    .sort((one, other) => other.top - one.top);
}

/** What the pairs of two groups can have beyond their tools' bounds, in millionths. */
export function groupBound(one: Group, other: Group, scorer: Scorer, closeness: number): number {
  const contrast = widestContrast(one.price, other.price);
  return scorer.pairBound({ closeness, flip: flip(one.panel, other.panel), contrast });
}

/** Narrow enough to keep the bound sharp, wide enough for few groups. */
const PRICE_BAND = FULL_CONTRAST / 8;

function groupKey({ features: { panel, entry } }: Member): string {
  return entry ? `${panel.id} ${entry.currency} ${Math.floor(entry.log / PRICE_BAND)}` : `${panel.id}`;
}

function toGroup(members: readonly Member[]): Group {
  const [first] = members;
  if (!first) throw new Error('A group has at least one member');
  const { panel, entry } = first.features;
  const range = { low: Infinity, high: -Infinity };
  for (const member of members) {
    range.low = Math.min(range.low, member.features.entry?.log ?? 0);
    range.high = Math.max(range.high, member.features.entry?.log ?? 0);
  }
  return {
    panel,
    price: entry && { currency: entry.currency, ...range },
    members,
    top: first.bound,
    isOnePattern: false,
  };
}

function widestContrast(one: Group['price'], other: Group['price']): number {
  if (!one || !other || !isComparable(one.currency, other.currency)) return 0;
  return Math.min(1, Math.max(one.high - other.low, other.high - one.low) / FULL_CONTRAST);
}
