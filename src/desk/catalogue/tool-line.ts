import { panelShare } from '../../catalogue/panel-share.ts';
import { priceLabel } from '../../catalogue/price-label.ts';
import type { Problem } from '../../catalogue/problem.ts';
import type { Catalogue, Panelist, Tool } from '../../catalogue/tool.ts';
import { HOUSE_WORDS } from '../../words/words.ts';

/** What a list shows of a tool: small, so that 100,000 of them may be held. */
export interface ToolLine {
  readonly slug: string;
  readonly name: string;
  readonly category: string;
  readonly status: Tool['status'];
  readonly price: string;
  /** ISO date; '' when it was never checked. */
  readonly priceCheckedOn: string;
  readonly ships: number;
  readonly reviews: number;
  /** Everything it is found by, in lower case. */
  readonly words: string;
}

/** What is wrong with a file: all of it counted, the first of it listed. */
export interface Findings {
  readonly errors: number;
  readonly warnings: number;
  readonly listed: readonly Problem[];
}

/** A catalogue in short. */
export interface CatalogueSummary {
  readonly lines: readonly ToolLine[];
  readonly panel: readonly Panelist[];
  readonly hash: string;
  readonly reviews: number;
  /** By name, with how many tools each has. */
  readonly categories: readonly (readonly [name: string, tools: number])[];
}

/** Problems of a file that are listed; more would help nobody. */
const MOST_LISTED = 200;

export function lineOf(tool: Tool): ToolLine {
  const { ships, skips } = panelShare(tool.reviews);
  return {
    slug: tool.slug,
    name: tool.name,
    category: tool.category,
    status: tool.status,
    price: priceLabel(tool.price, HOUSE_WORDS),
    priceCheckedOn: tool.priceCheckedOn ?? '',
    ships,
    reviews: ships + skips,
    words: `${tool.name}\n${tool.maker ?? ''}\n${tool.slug}`.toLowerCase(),
  };
}

/** Everything of a summary but its lines. */
export function summaryHead(catalogue: Catalogue): Omit<CatalogueSummary, 'lines'> {
  const categories = new Map<string, number>();
  let reviews = 0;
  for (const tool of catalogue.tools) {
    categories.set(tool.category, (categories.get(tool.category) ?? 0) + 1);
    reviews += tool.reviews.length;
  }
  return {
    panel: catalogue.panel,
    hash: catalogue.hash,
    reviews,
    categories: [...categories].toSorted(([one], [other]) => (one < other ? -1 : 1)),
  };
}

export function findingsOf(problems: readonly Problem[]): Findings {
  const errors = problems.filter(problem => problem.severity === 'error').length;
  // Errors first: a list that is cut must not hide what stops the picker behind long prose.
  const sorted = problems.toSorted((one, other) =>
    one.severity < other.severity ? -1 : one.severity > other.severity ? 1 : 0,
  );
  return { errors, warnings: problems.length - errors, listed: sorted.slice(0, MOST_LISTED) };
}
