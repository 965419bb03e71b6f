import { HOUSE_WORDS } from '../words/words.ts';
import { priceLabel } from './price-label.ts';
import type { Catalogue, Panelist, Tool } from './tool.ts';

/** A tool that one of two catalogues has, or both. */
export interface NamedTool {
  readonly slug: string;
  readonly name: string;
}

export interface VerdictChange extends NamedTool {
  /** The panellist's name. */
  readonly by: string;
  /** null where there was no review. */
  readonly before: 'ship' | 'skip' | null;
  /** null where there is none any more. */
  readonly after: 'ship' | 'skip' | null;
}

export interface PriceChange extends NamedTool {
  /** As the desk prints them. */
  readonly before: string;
  readonly after: string;
}

/** What one catalogue says otherwise than another; every list by slug. */
export interface CatalogueDifference {
  readonly added: readonly NamedTool[];
  readonly gone: readonly NamedTool[];
  readonly verdicts: readonly VerdictChange[];
  readonly prices: readonly PriceChange[];
  /** Tools in both that differ in something else: words, links, dates. */
  readonly otherwise: readonly NamedTool[];
  /** Names of panellists who came or left. */
  readonly joined: readonly string[];
  readonly left: readonly string[];
}

/** Compares two checked catalogues, whose tools are in the order of their slugs. */
export function catalogueDifference(before: Catalogue, after: Catalogue): CatalogueDifference {
  const earlier = new Map(before.tools.map(tool => [tool.slug, tool]));
  const later = new Map(after.tools.map(tool => [tool.slug, tool]));
  const names = new Map([...before.panel, ...after.panel].map(({ id, name }) => [id, name]));
  const both = after.tools.flatMap(tool => {
    const was = earlier.get(tool.slug);
    return was === undefined ? [] : [[was, tool] as const];
  });
  const verdicts = both.flatMap(([was, is]) => verdictChanges(was, is, names));
  const prices = both.flatMap(([was, is]) => priceChange(was, is));
  const told = new Set([...verdicts, ...prices].map(({ slug }) => slug));
  return {
    added: after.tools.filter(({ slug }) => !earlier.has(slug)).map(named),
    gone: before.tools.filter(({ slug }) => !later.has(slug)).map(named),
    verdicts,
    prices,
    otherwise: both
      .filter(([was, is]) => !told.has(is.slug) && JSON.stringify(was) !== JSON.stringify(is))
      .map(([, is]) => named(is)),
    joined: namesIn(after.panel, before.panel),
    left: namesIn(before.panel, after.panel),
  };
}

/** A difference as it is kept and shown: all of it counted, the first of it listed. */
export interface ListedDifference {
  readonly counts: Readonly<Record<keyof CatalogueDifference, number>>;
  readonly listed: CatalogueDifference;
}

/** @param most entries of each kind that are listed */
export function listDifference(difference: CatalogueDifference, most: number): ListedDifference {
  const entries = Object.entries(difference) as [keyof CatalogueDifference, readonly unknown[]][];
  return {
    counts: Object.fromEntries(
      entries.map(([kind, list]) => [kind, list.length]),
    ) as ListedDifference['counts'],
    listed: Object.fromEntries(
      entries.map(([kind, list]) => [kind, list.slice(0, most)]),
    ) as unknown as CatalogueDifference,
  };
}

function verdictChanges(was: Tool, is: Tool, names: ReadonlyMap<string, string>): VerdictChange[] {
  const [before, after] = [was, is].map(
    ({ reviews }) => new Map(reviews.map(({ panelist, verdict }) => [panelist, verdict])),
  );
  const panelists = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].toSorted();
  return panelists.flatMap(id => {
    const change = { before: before?.get(id) ?? null, after: after?.get(id) ?? null };
    return change.before === change.after ? [] : [{ ...named(is), by: names.get(id) ?? id, ...change }];
  });
}

function priceChange(was: Tool, is: Tool): PriceChange[] {
  const [before, after] = [priceLabel(was.price, HOUSE_WORDS), priceLabel(is.price, HOUSE_WORDS)];
  return before === after ? [] : [{ ...named(is), before, after }];
}

function namesIn(some: readonly Panelist[], others: readonly Panelist[]): string[] {
  // A panellist who is called otherwise from now on has left under one name and joined under another.
  const known = new Set(others.map(seatOf));
  return some.filter(panelist => !known.has(seatOf(panelist))).map(({ name }) => name);
}

function seatOf({ id, role, name }: Panelist): string {
  return JSON.stringify([id, role, name]);
}

function named({ slug, name }: Tool): NamedTool {
  return { slug, name };
}
