import { Temporal } from 'temporal-polyfill';
import type { Issue } from '../../issue/issue.ts';
import type { CatalogueSummary, ToolLine } from './tool-line.ts';

/** Days after which a price should be looked at again. */
export const PRICE_OLD_DAYS = 90;
/** Lines on one page. */
const TOOLS_PAGE = 50;

export const PRICE_AGES = ['fresh', 'old', 'never'] as const;

type PriceAge = (typeof PRICE_AGES)[number];

export interface ToolSearch {
  /** Part of a name, maker or slug; '' for all. */
  readonly text: string;
  /** '' for all. */
  readonly category: string;
  /** null for all. */
  readonly prices: PriceAge | null;
  /** From 1. */
  readonly page: number;
}

export interface FoundTools {
  readonly lines: readonly ToolLine[];
  /** All that fit, on every page. */
  readonly count: number;
  readonly pages: number;
}

/** @param today ISO date in the publication's zone */
export function searchTools(lines: readonly ToolLine[], search: ToolSearch, today: string): FoundTools {
  const text = search.text.toLowerCase();
  const oldest = oldestFresh(today);
  const found = lines.filter(
    line =>
      (search.category === '' || line.category === search.category) &&
      (text === '' || line.words.includes(text)) &&
      (search.prices === null || ageOf(line.priceCheckedOn, oldest) === search.prices),
  );
  const pages = Math.max(1, Math.ceil(found.length / TOOLS_PAGE));
  const from = (Math.min(search.page, pages) - 1) * TOOLS_PAGE;
  return { lines: found.slice(from, from + TOOLS_PAGE), count: found.length, pages };
}

/** How many prices are how old. */
export function countPriceAges(
  summary: Pick<CatalogueSummary, 'lines'>,
  today: string,
): Readonly<Record<PriceAge, number>> {
  const oldest = oldestFresh(today);
  const counts = { fresh: 0, old: 0, never: 0 };
  for (const { priceCheckedOn } of summary.lines) counts[ageOf(priceCheckedOn, oldest)] += 1;
  return counts;
}

/** Days since a price was checked; null when it never was. */
export function priceDays(priceCheckedOn: string, today: string): number | null {
  if (priceCheckedOn === '') return null;
  return Temporal.PlainDate.from(priceCheckedOn).until(Temporal.PlainDate.from(today)).days;
}

function oldestFresh(today: string): string {
  return Temporal.PlainDate.from(today).subtract({ days: PRICE_OLD_DAYS }).toString();
}

function ageOf(priceCheckedOn: string, oldest: string): PriceAge {
  if (priceCheckedOn === '') return 'never';
  return priceCheckedOn < oldest ? 'old' : 'fresh';
}

/** One time a tool stood in an issue. */
export interface Featured {
  readonly week: string;
  readonly number: number;
  readonly state: Issue['state'];
  /** Slug of the tool beside it. */
  readonly against: string;
}

/** When each tool was in an issue that went out or may yet, newest first, by slug. */
export function featuredTools(issues: readonly Issue[]): ReadonlyMap<string, readonly Featured[]> {
  const featured = new Map<string, Featured[]>();
  for (const { week, number, state, frozenAt, pick } of issues.toSorted((one, other) =>
    one.week < other.week ? 1 : -1,
  )) {
    if (state === 'aborted' && frozenAt === null) continue;
    for (const { a, b } of pick.pairings) {
      for (const [slug, against] of [
        [a, b],
        [b, a],
      ] as const) {
        featured.set(slug, [...(featured.get(slug) ?? []), { week, number, state, against }]);
      }
    }
  }
  return featured;
}
