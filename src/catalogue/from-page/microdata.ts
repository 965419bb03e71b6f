import { DomUtils } from 'htmlparser2';
import type { PageItem } from './page-item.ts';
import type { parsePage } from './parse-page.ts';

type Page = ReturnType<typeof parsePage>;
type Node = Page['children'][number];
type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** Where an element keeps what it says, if not in its text. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  a: 'href',
  area: 'href',
  link: 'href',
  img: 'src',
  audio: 'src',
  video: 'src',
  iframe: 'src',
  object: 'data',
  time: 'datetime',
  data: 'value',
  meter: 'value',
};

/** The things that a page marks with `itemscope`, as JSON-LD would have them. `itemref` is not followed. */
export function microdataIn(page: Page): PageItem[] {
  const found: PageItem[] = [];
  walk(page.children, element => {
    if (!isScope(element)) return 'deeper';
    found.push(itemOf(element));
    return 'done';
  });
  return found;
}

/** No honest page nests things deeper. */
const DEEPEST = 20;

function itemOf(scope: Element, depth = 0): PageItem {
  const item: Record<string, unknown[]> = { '@type': (scope.attribs.itemtype ?? '').trim().split(/\s+/u) };
  if (depth > DEEPEST) return item;
  walk(scope.children, element => {
    const names = (element.attribs.itemprop ?? '').split(/\s+/u).filter(name => /^[a-z]\w*$/iu.test(name));
    const value = isScope(element) ? itemOf(element, depth + 1) : saidBy(element);
    for (const name of names) {
      item[name] ??= [];
      item[name].push(value);
    }
    return isScope(element) ? 'done' : 'deeper';
  });
  return item;
}

function isScope({ attribs }: Element): boolean {
  return attribs.itemscope !== undefined;
}

function saidBy(element: Element): string {
  const { name, attribs } = element;
  const told = attribs.content ?? attribs[ATTRIBUTES[name] ?? ''];
  return told ?? DomUtils.textContent(element);
}

/** Every element in the order of the page; no page is too deep for it. */
function walk(nodes: readonly Node[], visit: (element: Element) => 'deeper' | 'done'): void {
  const waiting = [...nodes].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!DomUtils.isTag(node)) continue;
    if (visit(node) === 'deeper') for (const child of [...node.children].reverse()) waiting.push(child);
  }
}
