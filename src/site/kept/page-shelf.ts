import type { KeptPage } from './kept-page.ts';

interface Place {
  readonly version: string | null;
  readonly drawn: Promise<KeptPage | null>;
  /** Null while it is being drawn. */
  page: KeptPage | null;
}

/** Kept pages by address, within a bound of memory: the ones unused longest go first. Each is drawn once at a time. */
export class PageShelf {
  readonly #places = new Map<string, Place>();
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /**
   * The page as it is kept, or as `draw` makes it; whoever asks meanwhile waits for the same.
   * @param version of what the site shows now; null when that cannot be asked, then what is kept is good until its end
   * @param now epoch ms
   * @returns null for what is not to be kept
   */
  async take(
    key: string,
    version: string | null,
    now: number,
    draw: () => Promise<KeptPage | null>,
  ): Promise<KeptPage | null> {
    const known = this.#good(key, version, now);
    if (known) return known.page ?? known.drawn;
    const place: Place = { version, drawn: draw(), page: null };
    this.#drop(key);
    this.#places.set(key, place);
    try {
      const page = await place.drawn;
      if (page === null) this.#forget(key, place);
      else this.#settle(key, place, page);
      return page;
    } catch (error) {
      this.#forget(key, place);
      throw error;
    }
  }

  /** The page as it is kept; null where it would have to be drawn, or is being drawn. Parameters as above. */
  find(key: string, version: string | null, now: number): KeptPage | null {
    return this.#good(key, version, now)?.page ?? null;
  }

  /** Whether a page of that name is kept, good or not. */
  has(key: string): boolean {
    return this.#places.has(key);
  }

  /** Who is asked for goes to the end of those that are dropped. */
  #good(key: string, version: string | null, now: number): Place | null {
    const known = this.#places.get(key);
    if (!known || !isGood(known, version, now)) return null;
    this.#places.delete(key);
    this.#places.set(key, known);
    return known;
  }

  #settle(key: string, place: Place, page: KeptPage): void {
    // Another may have been drawn since, of a newer state.
    if (this.#places.get(key) !== place) return;
    place.page = page;
    this.#bytes += page.bytes;
    for (const [oldest] of this.#places) {
      if (this.#bytes <= this.#mostBytes) return;
      this.#drop(oldest);
    }
  }

  #forget(key: string, place: Place): void {
    if (this.#places.get(key) === place) this.#drop(key);
  }

  #drop(key: string): void {
    this.#bytes -= this.#places.get(key)?.page?.bytes ?? 0;
    this.#places.delete(key);
  }
}

function isGood({ version, page }: Place, current: string | null, now: number): boolean {
  // A clock that was put back must not keep a page for as long as it was wrong.
  const inTime = page === null || (now < page.until && now >= page.drawnAt);
  return inTime && (current === null || version === current);
}
