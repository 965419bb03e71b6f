import { createHash } from 'node:crypto';
import type { Encoding } from './encoding.ts';
import { type Bytes, type Headers, type KeptAnswer, PackedPage } from './packed-page.ts';

/** Pictures are packed already. */
const PACKS = /^(?:text\/|application\/(?:xml|atom\+xml|json))/;

export interface KeptRequest {
  readonly encoding: Encoding;
  /** Its If-None-Match; '' for none. */
  readonly knownTags: string;
  /** Epoch ms. */
  readonly now: number;
}

/** What of a page is new every time it is served: `fill` puts it in, `blank` leaves it out. */
export interface Filling {
  fill(text: string): string;
  blank(text: string): string;
}

/** A finished page: its headers, and its bytes in every encoding that was asked for. */
export class KeptPage {
  /** Epoch ms. */
  readonly drawnAt: number;
  /** Epoch ms after which it is drawn anew, whatever happened. */
  readonly until: number;
  readonly #headers: Headers;
  readonly #body: Bytes | (() => Bytes);
  readonly #size: number;
  readonly #tag: string;
  readonly #packs: boolean;
  readonly #packed = new Map<Encoding, PackedPage>();

  constructor(
    page: { readonly body: Bytes; readonly headers: Headers },
    kept: { readonly drawnAt: number; readonly until: number; readonly filling: Filling },
  ) {
    const text = new TextDecoder().decode(page.body);
    const blank = kept.filling.blank(text);
    this.drawnAt = kept.drawnAt;
    this.until = kept.until;
    this.#headers = page.headers;
    this.#body = blank === text ? page.body : () => filled(page.body, kept.filling);
    this.#size = page.body.byteLength;
    this.#tag = createHash('sha256')
      .update(blank === text ? page.body : blank)
      .digest('base64url')
      .slice(0, 27);
    this.#packs = PACKS.test(page.headers['content-type'] ?? '');
  }

  /** About what it holds in memory. */
  get bytes(): number {
    // Packed bodies are a quarter of it, or as large.
    return this.#size * (this.#packs ? 2 : 1);
  }

  /** The answer for one request, at once where it is ready. */
  answer({ encoding, knownTags, now }: KeptRequest): KeptAnswer | Promise<KeptAnswer> {
    const packed = this.#packedAs(this.#packs ? encoding : 'identity');
    return isKnown(packed.tag, knownTags) ? packed.unchanged : packed.answer(now);
  }

  #packedAs(encoding: Encoding): PackedPage {
    const known = this.#packed.get(encoding);
    if (known) return known;
    const tag = encoding === 'identity' ? `"${this.#tag}"` : `"${this.#tag}-${encoding}"`;
    const headers: Headers = {
      ...this.#headers,
      etag: tag,
      ...(this.#packs && { vary: 'Accept-Encoding' }),
    };
    const packed = new PackedPage({ tag, headers, body: this.#body, encoding });
    this.#packed.set(encoding, packed);
    return packed;
  }
}

function filled(body: Bytes, filling: Filling): Bytes {
  return new TextEncoder().encode(filling.fill(new TextDecoder().decode(body)));
}

/** As If-None-Match compares: weakly (RFC 9110, 13.1.2). */
function isKnown(tag: string, known: string): boolean {
  if (known === '') return false;
  return known.trim() === '*' || known.split(',').some(one => one.trim().replace(/^W\//, '') === tag);
}
