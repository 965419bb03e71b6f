/** One thing that a page's data tell of, as JSON-LD has it: `{ "@type": "Product", "name": … }`. */
export type PageItem = Readonly<Record<string, unknown>>;

/** No honest page nests deeper. */
const DEEPEST = 40;

/** Everything that stands in a page's data, however deep, in its order. */
export function* allItems(value: unknown, depth = 0): Generator<PageItem> {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return;
  if (!Array.isArray(value)) yield value as PageItem;
  for (const part of Object.values(value)) yield* allItems(part, depth + 1);
}

/** Whether it is of one of these types of schema.org, however the page spells it. */
export function isA(item: PageItem, types: ReadonlySet<string>): boolean {
  return list(item['@type']).some(
    type => typeof type === 'string' && types.has(type.replace(/^.*[/#:]/u, '')),
  );
}

/** What a property says, in one line; '' where it says nothing. Of a thing it is the name. */
export function lineOf(value: unknown): string {
  return textOf(value)
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}

/** What a property says, its line breaks kept. */
export function proseOf(value: unknown): string {
  return textOf(value)
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, ' ')
    .trim();
}

/** Several values or one, as pages have them. */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export function isItem(value: unknown): value is PageItem {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first one that says anything. */
function textOf(value: unknown, depth = 0): string {
  for (const one of list(value)) {
    if (typeof one === 'string' && one.trim() !== '') return one.toWellFormed();
    if (typeof one === 'number') return String(one);
    const told = isItem(one) && depth < DEEPEST ? textOf(one['@value'] ?? one.name, depth + 1) : '';
    if (told !== '') return told;
  }
  return '';
}
