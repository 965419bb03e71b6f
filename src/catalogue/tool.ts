/** The nouns of the catalogue file, as they are in memory once loaded and checked. */

export type Verdict = 'ship' | 'skip';

/** `amount` is in whole currency units (20 = 20.00), `currency` an ISO 4217 code. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
  readonly per: 'month' | 'seat_month' | 'once' | 'usage';
}

export type Price =
  | { readonly kind: 'free' }
  | { readonly kind: 'free_tier' | 'paid'; readonly from?: Money }
  | { readonly kind: 'unknown' };

export interface Panelist {
  readonly id: string;
  readonly role: string;
  readonly name: string;
}

export interface Review {
  /** The id of a panelist in the same catalogue. */
  readonly panelist: string;
  readonly verdict: Verdict;
  readonly quote: string;
  /** At most 140 characters; when the file has none, cut from the quote's first sentence. */
  readonly pull: string;
  /** ISO date, YYYY-MM-DD. */
  readonly reviewedOn?: string;
}

export interface Tool {
  readonly slug: string;
  readonly name: string;
  readonly maker?: string;
  readonly tagline: string;
  /** When to pick it, as words that follow "when": "you want a whole song from one prompt". */
  readonly pickWhen?: string;
  readonly description: string;
  readonly category: string;
  readonly tags: readonly string[];
  /** http or https. */
  readonly url?: string;
  readonly price: Price;
  /** ISO date, YYYY-MM-DD. */
  readonly priceCheckedOn?: string;
  /** ISO date, YYYY-MM-DD. */
  readonly addedOn: string;
  /** Two tools of one family are never paired (clones, versions of one product). */
  readonly family?: string;
  readonly affiliation: 'official' | 'community' | 'unknown';
  /** Printed beside the name wherever the tool is shown. */
  readonly note?: string;
  /** 0 to 1. */
  readonly popularity?: number;
  readonly status: 'active' | 'banned' | 'retired';
  readonly reviews: readonly Review[];
}

export interface Catalogue {
  readonly panel: readonly Panelist[];
  /** Sorted by slug, by code unit. */
  readonly tools: readonly Tool[];
  /** sha256 (hex) of the canonical JSON of panel and tools: order in the file does not matter. */
  readonly hash: string;
  /** True when the file says `"sample": true`: every page and mail then shows the demo-data line. */
  readonly sample: boolean;
}
