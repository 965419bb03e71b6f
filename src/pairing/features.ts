import type { Catalogue, Tool } from '../catalogue/tool.ts';
import { PanelMap, type PanelView } from './panel-view.ts';
import type { Past } from './past.ts';
import { type EntryPrice, entryPrice } from './price-contrast.ts';
import { dayNumber } from './week.ts';
import { FRESH_HALF_LIFE_WEEKS, STALE_PRICE_DAYS } from './weights.ts';

/** What the score needs to know of one tool in one week. */
export interface Features {
  readonly tool: Tool;
  readonly panel: PanelView;
  /** 0 to 1. */
  readonly fresh: number;
  /** Since it was added; negative when it was added later. */
  readonly ageDays: number;
  readonly unseen: boolean;
  /** 0 to 1; 0 when the catalogue does not say. */
  readonly popularity: number;
  readonly entry: EntryPrice | null;
  readonly stalePrice: boolean;
}

/** Reads the features of tools, all for the same week. */
export class FeatureReader {
  readonly #past: Past;
  readonly #today: number;
  readonly #panels: PanelMap;

  constructor(catalogue: Catalogue, past: Past, today: string) {
    this.#past = past;
    this.#today = dayNumber(today);
    this.#panels = new PanelMap(catalogue.panel);
  }

  read(tool: Tool): Features {
    const ageDays = this.#today - dayNumber(tool.addedOn);
    return {
      tool,
      panel: this.#panels.view(tool.reviews),
      // A tool dated after the week counts as brand new: any week may be picked by name, a past one too.
      fresh: 2 ** (-Math.max(0, ageDays) / 7 / FRESH_HALF_LIFE_WEEKS),
      ageDays,
      unseen: !this.#past.wasFeatured(tool.slug),
      popularity: tool.popularity ?? 0,
      entry: entryPrice(tool.price),
      stalePrice: this.#isStale(tool),
    };
  }

  #isStale({ price, priceCheckedOn }: Tool): boolean {
    if (price.kind === 'unknown') return false;
    return priceCheckedOn === undefined || this.#today - dayNumber(priceCheckedOn) > STALE_PRICE_DAYS;
  }
}
