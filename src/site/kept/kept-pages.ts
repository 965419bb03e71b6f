import type { Newsroom } from '../../newsroom/newsroom.ts';
import { stamped, unstamped } from '../../readers/signup/form-stamp.ts';
import { pagesVersion } from '../../storage/issue/pages-version.ts';
import { type Filling, KeptPage } from './kept-page.ts';
import { PageShelf } from './page-shelf.ts';

/** A page is drawn anew after this long even when nothing is known to have changed, ms. */
const LONGEST_MS = 60_000;
/** Some 500 comparisons with their pictures. */
const MOST_BYTES = 64 * 1024 * 1024;

/** An answer of the routes behind. */
export interface DrawnPage {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
  /** Epoch ms until when it is true, where that is known. */
  readonly freshUntil: number | undefined;
}

/**
 * Public pages as finished bytes, by address. They are dropped, in every process, when the database says that what they show
 * has changed, and are never older than a minute.
 */
export class KeptPages {
  /**
   * Which state of the pages the database holds; null while it does not answer: then what is kept is true enough for the
   * rest of its minute. All whose requests were read in one turn of the event loop share a question, which is asked after
   * the last of them has come: as new as if each had asked, for a fraction of the work. One question is under way at
   * a time.
   */
  readonly version: () => Promise<string | null>;
  readonly now: () => number;
  readonly #shelf = new PageShelf(MOST_BYTES);
  readonly #filling: Filling;

  constructor({ store, keyring, now }: Pick<Newsroom, 'store' | 'keyring' | 'now'>) {
    const ask = pagesVersion(store);
    this.version = onceATurn(() => ask().catch(() => null));
    this.now = now;
    this.#filling = { fill: html => stamped(html, keyring, now()), blank: unstamped };
  }

  /** Whether there is one at that address, good or not. */
  has(address: string): boolean {
    return this.#shelf.has(address);
  }

  /** The page if it is good still. @param version as asked for since the request came */
  find(address: string, version: string | null): KeptPage | null {
    return this.#shelf.find(address, version, this.now());
  }

  /** The page as it is kept, or as `draw` makes it, once for all who ask. @returns null for what is not to be kept */
  async take(address: string, draw: () => Promise<DrawnPage | null>): Promise<KeptPage | null> {
    const version = await this.version();
    const now = this.now();
    return this.#shelf.take(address, version, now, async () => {
      const drawn = await draw();
      if (drawn === null) return null;
      const until = Math.min(now + LONGEST_MS, drawn.freshUntil ?? Number.POSITIVE_INFINITY);
      return new KeptPage(drawn, { drawnAt: now, until, filling: this.#filling });
    });
  }
}

/** @param ask never rejects */
function onceATurn<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  let next: Promise<T> | undefined;
  return () => {
    next ??= Promise.all([turnIsOver(), asked]).then(() => {
      // Whoever comes from here on may have seen a newer state already.
      next = undefined;
      asked = ask();
      return asked;
    });
    return next;
  };
}

function turnIsOver(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}
