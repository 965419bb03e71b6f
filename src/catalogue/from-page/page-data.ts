import { DomUtils } from 'htmlparser2';
import { microdataIn } from './microdata.ts';
import { allItems, type PageItem } from './page-item.ts';
import { parsePage } from './parse-page.ts';

/** More than any page of comparisons tells of. */
const MOST_ITEMS = 20_000;

/** What a page says for machines to read. */
export interface PageData {
  readonly items: readonly PageItem[];
  /** Blocks of JSON-LD that are no JSON; browsers pass over them in silence. */
  readonly broken: number;
}

/** All that a page's JSON-LD and microdata tell of; RDFa is not read. */
export function pageData(html: string): PageData {
  const page = parsePage(html);
  let broken = 0;
  const blocks = DomUtils.getElementsByTagName('script', page)
    .filter(({ attribs }) => /^application\/ld\+json\b/iu.test(attribs.type?.trim() ?? ''))
    .flatMap(script => {
      try {
        return [JSON.parse(bare(DomUtils.textContent(script))) as unknown];
      } catch {
        broken += 1;
        return [];
      }
    });
  const items: PageItem[] = [];
  for (const item of allItems([blocks, microdataIn(page)])) {
    if (items.length === MOST_ITEMS) break;
    items.push(item);
  }
  return { items, broken };
}

/** Some writers hide the block from browsers of another century. */
function bare(text: string): string {
  return text.replace(
    /^\s*(?:<!--|\/\*<!\[CDATA\[\*\/|\/\/<!\[CDATA\[)|(?:-->|\/\*\]\]>\*\/|\/\/\]\]>)\s*$/gu,
    '',
  );
}
