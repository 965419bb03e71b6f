import type { Catalogue, Tool } from '../catalogue/tool.ts';
import type { WeekRecord } from './backtest-week.ts';
import { isPickable } from './eligible.ts';
import { flipOrSplitRate } from './flip-base-rate.ts';
import { pairKey } from './pairing.ts';
import { entropy, gini, median } from './spread.ts';
import { weekNumber } from './week.ts';

export interface Metric {
  readonly name: string;
  readonly value: number;
  /** How to print the value. */
  readonly unit: 'count' | 'ratio' | 'percent' | 'weeks';
  /** Null: reported only. */
  readonly target: { readonly least: number } | { readonly most: number } | null;
  readonly verdict: 'met' | 'missed' | 'reported';
  /** What to hold the value against, or ''. */
  readonly note: string;
}

/** The table of the picker's quality (decision 014), counted from the picks themselves. */
export function metricsOf(records: readonly WeekRecord[], catalogue: Catalogue, count: number): Metric[] {
  const tools = new Map(catalogue.tools.map(tool => [tool.slug, tool]));
  return [
    ...breaches(records, tools),
    ...optimum(records),
    ...coverage(records, catalogue, count),
    ...quality(records, catalogue),
  ];
}

function breaches(records: readonly WeekRecord[], tools: ReadonlyMap<string, Tool>): Metric[] {
  const found = { repeats: 0, cooldown: 0, banned: 0, family: 0, twice: 0 };
  const paired = new Set<string>();
  const lastWeek = new Map<string, number>();
  for (const { week, pick, cooldown } of records) {
    const slugs = pick.pairings.flatMap(({ a, b }) => [a, b]);
    for (const { a, b } of pick.pairings) {
      if (paired.has(pairKey(a, b))) found.repeats += 1;
      paired.add(pairKey(a, b));
      const family = tools.get(a)?.family;
      if (family !== undefined && family === tools.get(b)?.family) found.family += 1;
    }
    found.twice += slugs.length - new Set(slugs).size;
    for (const slug of slugs) {
      if (weekNumber(week) - (lastWeek.get(slug) ?? -Infinity) < cooldown) found.cooldown += 1;
      if (tools.get(slug)?.status !== 'active') found.banned += 1;
    }
    for (const slug of slugs) lastWeek.set(slug, weekNumber(week));
  }
  return [
    metric('repeated pairs', found.repeats, 'count', { most: 0 }),
    metric('cooldown breaches', found.cooldown, 'count', { most: 0 }),
    metric('banned or retired tools', found.banned, 'count', { most: 0 }),
    metric('pairs of one family', found.family, 'count', { most: 0 }),
    metric('tools twice in an issue', found.twice, 'count', { most: 0 }),
  ];
}

function optimum(records: readonly WeekRecord[]): Metric[] {
  const certified = records.filter(record => record.isCertified).length;
  const worth = sum(records.map(record => record.worth));
  const most = sum(records.map(record => record.mostWorth));
  return [
    metric('weeks with a certified optimum', share(certified, records.length), 'ratio', { least: 1 }),
    metric('worth, against the unpenalised best', share(worth, most), 'ratio', { least: 0.95 }),
  ];
}

function coverage(records: readonly WeekRecord[], catalogue: Catalogue, count: number): Metric[] {
  const pairings = records.flatMap(record => record.pick.pairings);
  const distinct = new Set(pairings.flatMap(({ a, b }) => [a, b])).size;
  const pickable = catalogue.tools.filter(isPickable);
  const possible = Math.min(pickable.length, 2 * count * records.length);
  const featured = countBy(pairings.map(pairing => pairing.category));
  const offering = new Set(
    records.flatMap(({ offered }) => [...offered].filter(([, n]) => n >= 2).map(([name]) => name)),
  );
  const evenness = offering.size < 2 ? 1 : entropy([...featured.values()]) / Math.log2(offering.size);
  return [
    metric('distinct tools, of those possible', share(distinct, possible), 'ratio', { least: 0.95 }),
    metric('category entropy, of the maximum', evenness, 'ratio', { least: 0.9 }),
    metric(
      'longest absence of a category',
      longestAbsence(records),
      'weeks',
      { most: 12 },
      'with 10 tools or more to offer',
    ),
    metric('exposure by maker (Gini)', exposure(pairings, pickable), 'ratio', null),
  ];
}

function quality(records: readonly WeekRecord[], catalogue: Catalogue): Metric[] {
  const pairs = records.flatMap(record => record.pairs);
  const within = pairs.filter(({ cosine }) => cosine >= 0.15 && cosine <= 0.5).length;
  const clones = pairs.filter(({ cosine }) => cosine > 0.75).length;
  const debated = pairs.filter(pair => pair.isDebated).length;
  const ages = pairs.flatMap(pair => pair.debutAges);
  const young = ages.filter(days => days <= 28).length;
  const base = `${Math.round(100 * flipOrSplitRate(catalogue))}% of all possible pairs`;
  return [
    metric('pairs of similarity .15 to .50', share(within, pairs.length), 'percent', { least: 0.8 }),
    metric('clones (similarity over .75)', clones, 'count', { most: 0 }),
    metric('pairs with a flip or a split', share(debated, pairs.length), 'percent', { least: 0.6 }, base),
    metric('median age at the first feature', median(ages) / 7, 'weeks', null),
    metric(
      'first features at most 4 weeks old',
      ages.length === 0 ? 0 : young / ages.length,
      'percent',
      null,
    ),
  ];
}

function longestAbsence(records: readonly WeekRecord[]): number {
  const absent = new Map<string, number>();
  let longest = 0;
  for (const { pick, offered } of records) {
    const featured = new Set(pick.pairings.map(pairing => pairing.category));
    for (const [category, tools] of offered) {
      const weeks = featured.has(category) || tools < 10 ? 0 : (absent.get(category) ?? 0) + 1;
      absent.set(category, weeks);
      longest = Math.max(longest, weeks);
    }
  }
  return longest;
}

/** 0 when every maker was shown as often as any other, near 1 when one maker had it all. */
function exposure(
  pairings: readonly { readonly a: string; readonly b: string }[],
  pickable: readonly Tool[],
): number {
  const makers = new Map(pickable.map(tool => [tool.slug, tool.maker ?? tool.slug]));
  const shown = countBy(pairings.flatMap(({ a, b }) => [makers.get(a) ?? a, makers.get(b) ?? b]));
  return gini(Array.from(new Set(makers.values()), maker => shown.get(maker) ?? 0));
}

function metric(
  name: string,
  value: number,
  unit: Metric['unit'],
  target: Metric['target'],
  note = '',
): Metric {
  if (!target) return { name, value, unit, target, verdict: 'reported', note };
  const isMet = 'least' in target ? value >= target.least : value <= target.most;
  return { name, value, unit, target, verdict: isMet ? 'met' : 'missed', note };
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Of nothing, everything: an empty week breaks no target. */
function share(part: number, total: number): number {
  return total === 0 ? 1 : part / total;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
