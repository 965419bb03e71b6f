import type { Page } from 'playwright-core';

const WIDTHS = [390, 1280] as const;

/** What does not hold of a page's layout, on a phone and on a desk: sideways scroll, cut and overlapping text. */
export async function layoutFaults(page: Page, what: string): Promise<string[]> {
  const faults: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const found = await page.evaluate(lookAtText);
    faults.push(...found.map(fault => `${what} at ${width} pixels: ${fault}`));
  }
  return faults;
}

/** Runs in the page. */
function lookAtText(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  const faults = scrollWidth > clientWidth ? [`${scrollWidth} px wide in a window of ${clientWidth}`] : [];
  const texts: { readonly words: string; readonly node: Node; readonly lines: DOMRect[] }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    const words = node.textContent?.trim() ?? '';
    const isSeen = element?.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const isClipped = (one: Element | null): boolean =>
      one !== null && (getComputedStyle(one).clipPath !== 'none' || isClipped(one.parentElement));
    // An option is drawn by its field; what only a screen reader reads is drawn nowhere.
    if (words === '' || !element || !isSeen || isClipped(element)) continue;
    if (element.closest('option,script,style,.unseen,.skip-link')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter(line => line.width > 1 && line.height > 1);
    texts.push({ words: words.slice(0, 50), node, lines });
    let box: HTMLElement | null = element;
    while (box && getComputedStyle(box).display === 'inline') box = box.parentElement;
    const { left, right, top, bottom } = (box ?? document.body).getBoundingClientRect();
    const hides = box !== null && getComputedStyle(box).overflowY !== 'visible';
    for (const line of lines) {
      if (line.left < left - 1 || line.right > right + 1)
        faults.push(`“${words.slice(0, 50)}” stands out of its <${box?.localName}> by the side`);
      else if (line.left < -1 || line.right > clientWidth + 1)
        faults.push(`“${words.slice(0, 50)}” stands out of the window`);
      if (hides && (line.top < top - line.height / 4 || line.bottom > bottom + line.height / 4))
        faults.push(`“${words.slice(0, 50)}” is cut`);
    }
  }
  // A line's box is taller than its letters, and lines may be set tight.
  const overlap = (one: DOMRect, other: DOMRect) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) >
      Math.min(one.height, other.height) * 0.45;
  for (const [index, one] of texts.entries())
    for (const other of texts.slice(index + 1))
      if (one.lines.some(line => other.lines.some(next => overlap(line, next))))
        faults.push(`“${one.words}” and “${other.words}” overlap`);
  return [...new Set(faults)];
}
