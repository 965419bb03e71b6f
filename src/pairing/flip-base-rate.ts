import type { Catalogue } from '../catalogue/tool.ts';
import { isPickable } from './eligible.ts';
import { flip, PanelMap, type PanelView } from './panel-view.ts';

/**
 * How many of all same-category pairs would show a flip or a split, 0 to 1: what a blind picker would get. Counted
 * by panel views, of which there are few, so that it takes no time for large catalogues.
 */
export function flipOrSplitRate(catalogue: Catalogue): number {
  const panels = new PanelMap(catalogue.panel);
  const byCategory = Map.groupBy(catalogue.tools.filter(isPickable), tool => tool.category);
  let pairs = 0;
  let debated = 0;
  for (const tools of byCategory.values()) {
    const views = Map.groupBy(tools, tool => panels.view(tool.reviews));
    const sized = Array.from(views, ([view, group]) => ({ view, size: group.length }));
    sized.forEach((one, index) => {
      for (const other of sized.slice(index)) {
        const count = one === other ? (one.size * (one.size - 1)) / 2 : one.size * other.size;
        pairs += count;
        if (isDebated(one.view, other.view)) debated += count;
      }
    });
  }
  return pairs === 0 ? 0 : debated / pairs;
}

export function isDebated(a: PanelView, b: PanelView): boolean {
  return flip(a, b) > 0 || a.isMixed || b.isMixed;
}
