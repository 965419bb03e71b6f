import type { Panelist, Tool, Verdict } from './tool.ts';

/** One panellist's seat at one tool. */
export interface Seat {
  readonly panelist: string;
  /** As the catalogue spells it: `skeptic`. See `roleLabel` for print. */
  readonly role: string;
  readonly name: string;
  readonly verdict: Verdict;
  readonly quote: string;
  readonly pull: string;
}

export interface ScorecardRow {
  readonly a: Seat | null;
  readonly b: Seat | null;
}

/** The order in which chairs are shown; roles not listed come after these, by code unit. */
const ROLE_ORDER = ['builder', 'skeptic', 'futurist', 'creator', 'founder'];

/**
 * The two tools' reviews side by side: a role that both have shares a row (the same person first, where a role
 * has several); what is left over is paired in role order, each seat keeping its own role; an odd one out faces
 * null. Every review appears exactly once.
 */
export function scorecard(a: Tool, b: Tool, panel: readonly Panelist[]): readonly ScorecardRow[] {
  const left = seats(a, panel);
  const right = seats(b, panel);
  const rows: ScorecardRow[] = [];
  for (const samePerson of [true, false]) {
    for (const seat of [...left]) {
      const partner = right.find(other =>
        samePerson ? other.panelist === seat.panelist : other.role === seat.role,
      );
      if (!partner) continue;
      rows.push({ a: seat, b: partner });
      left.splice(left.indexOf(seat), 1);
      right.splice(right.indexOf(partner), 1);
    }
  }
  rows.sort((one, other) => (one.a && other.a ? bySeat(one.a, other.a) : 0));
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    rows.push({ a: left[i] ?? null, b: right[i] ?? null });
  }
  return rows;
}

/** A role as printed: `skeptic` is shown as `Skeptic`. */
export function roleLabel(role: string): string {
  return role.charAt(0).toUpperCase() + role.slice(1);
}

function seats(tool: Tool, panel: readonly Panelist[]): Seat[] {
  const panelists = new Map(panel.map(panelist => [panelist.id, panelist]));
  return tool.reviews
    .map(({ panelist: id, verdict, quote, pull }) => {
      const panelist = panelists.get(id);
      if (!panelist) throw new Error(`Tool "${tool.slug}" has a review by "${id}", who is not on the panel`);
      return { panelist: id, role: panelist.role, name: panelist.name, verdict, quote, pull };
    })
    .sort(bySeat);
}

function bySeat(left: Seat, right: Seat): number {
  return (
    roleRank(left.role) - roleRank(right.role) ||
    byCodeUnit(left.role, right.role) ||
    byCodeUnit(left.panelist, right.panelist)
  );
}

function roleRank(role: string): number {
  const rank = ROLE_ORDER.indexOf(role);
  return rank === -1 ? ROLE_ORDER.length : rank;
}

function byCodeUnit(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
