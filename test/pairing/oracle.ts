import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Tool } from '../../src/catalogue/tool.ts';
import { FeatureReader } from '../../src/pairing/features.ts';
import { Past } from '../../src/pairing/past.ts';
import type { PickInput } from '../../src/pairing/pick-input.ts';
import { Scorer } from '../../src/pairing/score.ts';
import { Similarity } from '../../src/pairing/similarity.ts';
import { SCORE_RULES } from '../../src/pairing/weights.ts';

/*
 * The picker as one would write it without any thought for speed: score all pairs, look at all sets. It shares the
 * score of a single pair with the real one and nothing else; filters, ladder, draws and sums are written anew.
 */

export interface OraclePick {
  readonly step: number;
  readonly pairs: readonly { readonly key: string; readonly category: string; readonly score: number }[];
  /** For every pair above the next best that could take its place. */
  readonly runnersUp: readonly (readonly { readonly key: string; readonly score: number }[])[];
  /** Did two pairs have the same score where it mattered? */
  readonly hadDraw: boolean;
}

interface Pair {
  readonly a: string;
  readonly b: string;
  readonly key: string;
  readonly category: string;
  readonly score: number;
  readonly lots: string;
}

export function oraclePick(input: PickInput): OraclePick {
  const rungs = [
    { cooldown: 12, most: 1, size: input.count },
    { cooldown: 8, most: 1, size: input.count },
    { cooldown: 4, most: 1, size: input.count },
    { cooldown: 4, most: 2, size: input.count },
  ];
  for (let size = input.count - 1; size >= 0; size--) rungs.push({ cooldown: 4, most: 2, size });
  for (const [step, { cooldown, most, size }] of rungs.entries()) {
    const pairs = allPairs(input, cooldown);
    const best = bestSet(pairs, size, most, pinnedPairs(input, cooldown));
    if (best) return answer(step, best.set, best.hadDraw, pairs);
  }
  throw new Error('An empty set is always there');
}

/** Scored like the others of the rung; resting does not keep them out. */
function pinnedPairs(input: PickInput, cooldown: number): Pair[] {
  const pins = input.wishes?.pins ?? [];
  return pins.length === 0 ? [] : allPairs(input, cooldown, pins).filter(({ key }) => pins.includes(key));
}

function allPairs(input: PickInput, cooldown: number, pins: readonly string[] = []): Pair[] {
  const { bannedTools = [], bannedPairs = [] } = input.wishes ?? {};
  const tools = input.catalogue.tools.filter(
    tool => !bannedTools.includes(tool.slug) && isAllowed(tool, input, cooldown),
  );
  const offered = new Map<string, number>();
  for (const { category } of tools) offered.set(category, (offered.get(category) ?? 0) + 1);
  const past = new Past(input.history, input.week);
  const reader = new FeatureReader(input.catalogue, past, input.today);
  const scorer = new Scorer(new Similarity(input.catalogue.tools), past, SCORE_RULES, offered);
  const candidates = pins.length === 0 ? tools : input.catalogue.tools;
  const features = new Map(candidates.map(tool => [tool.slug, reader.read(tool)]));
  const pairs: Pair[] = [];
  for (const one of candidates) {
    for (const other of candidates) {
      if (!(one.slug < other.slug) || one.category !== other.category) continue;
      if (one.family !== undefined && one.family === other.family) continue;
      const key = `${one.slug}|${other.slug}`;
      const known = input.history.some(issue =>
        issue.pairings.some(({ a, b }) => key === `${a}|${b}` || key === `${b}|${a}`),
      );
      if (known || bannedPairs.includes(key)) continue;
      const { score } = scorer.score(features.get(one.slug)!, features.get(other.slug)!);
      const lots = [one.slug, other.slug].map(slug => lot(input, slug)).sort();
      pairs.push({ a: one.slug, b: other.slug, key, category: one.category, score, lots: lots.join() });
    }
  }
  return pairs.sort(byRank);
}

/** Every tool draws a lot for the week; of two equal pairs the one with the lowest lot wins, then the second. */
function lot({ seed, week }: PickInput, slug: string): string {
  return `${createHash('sha256')
    .update(JSON.stringify([seed, week, slug]))
    .digest('hex')} ${slug}`;
}

function isAllowed(tool: Tool, input: PickInput, cooldown: number): boolean {
  if (tool.status !== 'active' || tool.reviews.length < 3) return false;
  return input.history.every(issue => {
    const featured = issue.pairings.some(({ a, b }) => a === tool.slug || b === tool.slug);
    return !featured || Math.abs(monday(input.week) - monday(issue.week)) >= 7 * cooldown;
  });
}

const mondays = new Map<string, number>();

/** In days, by the definition of ISO 8601: week 1 is the one with January 4. */
function monday(week: string): number {
  let day = mondays.get(week);
  if (day === undefined) {
    const [year = 0, number = 0] = week.split('-W').map(Number);
    const january4 = Temporal.PlainDate.from({ year, month: 1, day: 4 });
    const date = january4.subtract({ days: january4.dayOfWeek - 1 }).add({ weeks: number - 1 });
    day = Temporal.PlainDate.from('1970-01-01').until(date, { largestUnit: 'days' }).days;
    mondays.set(week, day);
  }
  return day;
}

function byRank(one: Pair, other: Pair): number {
  if (one.score !== other.score) return other.score - one.score;
  return one.lots < other.lots ? -1 : 1;
}

/** Every set of `size` pairs, in the order of their ranks, so that the first of the best sums wins the draw. */
function bestSet(pairs: readonly Pair[], size: number, most: number, pinned: readonly Pair[]) {
  if (size < pinned.length) return null;
  let best: { set: Pair[]; sum: number; hadDraw: boolean } | null = null;
  const extend = (set: readonly Pair[], from: number, sum: number) => {
    if (set.length === size) {
      if (!best || sum > best.sum) best = { set: [...set].sort(byRank), sum, hadDraw: false };
      else if (sum === best.sum) best = { ...best, hadDraw: true };
      return;
    }
    for (let at = from; at < pairs.length; at++) {
      const pair = pairs[at]!;
      if (set.filter(other => other.category === pair.category).length >= most) continue;
      if (set.some(other => shareTool(other, pair))) continue;
      extend([...set, pair], at + 1, sum + pair.score);
    }
  };
  extend(pinned, 0, 0);
  return best as { set: Pair[]; sum: number; hadDraw: boolean } | null;
}

function answer(step: number, set: readonly Pair[], hadDraw: boolean, pairs: readonly Pair[]): OraclePick {
  return {
    step,
    hadDraw,
    pairs: set.map(({ key, category, score }) => ({ key, category, score })),
    runnersUp: set.map(pair =>
      pairs
        .filter(other => other.category === pair.category && other !== pair)
        .filter(other => set.every(chosen => chosen === pair || !shareTool(chosen, other)))
        .slice(0, 3)
        .map(({ key, score }) => ({ key, score })),
    ),
  };
}

function shareTool(one: Pair, other: Pair): boolean {
  return [one.a, one.b].some(slug => slug === other.a || slug === other.b);
}
