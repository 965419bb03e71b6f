import { isA, isItem, lineOf, list, type PageItem } from './page-item.ts';

/** A tool that a page tells of, with all that its data say. */
export interface ToolOnPage {
  readonly name: string;
  /** The tool itself, wherever the page speaks of it: what one leaves open another may say. */
  readonly parts: readonly PageItem[];
  readonly reviews: readonly PageItem[];
}

const TOOLS = new Set(['SoftwareApplication', 'WebApplication', 'MobileApplication', 'Product']);
const REVIEWS = new Set(['Review', 'CriticReview', 'UserReview', 'EmployerReview']);

/** The tools of a page in its order, each with its reviews, whichever of the two names the other. */
export function toolsOnPage(items: readonly PageItem[]): ToolOnPage[] {
  const byId = new Map<string, PageItem>();
  for (const item of items) {
    const id = item['@id'];
    // What only points at a thing says nothing of it.
    if (typeof id === 'string' && !byId.has(id) && Object.keys(item).length > 1) byId.set(id, item);
  }
  const told = (value: unknown): PageItem[] =>
    list(value)
      .filter(isItem)
      .map(one => byId.get(String(one['@id'])) ?? one);
  const tools = new Map<string, { name: string; parts: PageItem[]; reviews: Set<PageItem> }>();
  const toolOf = (item: PageItem) => {
    const name = lineOf(item.name);
    const known = tools.get(name) ?? { name, parts: [], reviews: new Set() };
    if (name !== '') tools.set(name, known);
    return known;
  };
  for (const item of items) {
    if (!isA(item, TOOLS)) continue;
    const tool = toolOf(item);
    tool.parts.push(item);
    for (const review of [...told(item.review), ...told(item.reviews)]) tool.reviews.add(review);
  }
  for (const review of items.filter(item => isA(item, REVIEWS))) {
    for (const reviewed of told(review.itemReviewed))
      if (isA(reviewed, TOOLS)) toolOf(reviewed).reviews.add(review);
  }
  return [...tools.values()].map(({ name, parts, reviews }) => ({ name, parts, reviews: [...reviews] }));
}
