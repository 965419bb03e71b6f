import { createHash } from 'node:crypto';
import { type Encoding, encode } from './encoding.ts';

/** Pictures are packed already. */
const PACKS = /^(?:text\/|application\/(?:xml|atom\+xml|json))/;
/** How old the time in a form may be when the page is served, ms: quick visitors are told by it to the second. */
const RESTAMP_MS = 1_000;

interface Packed {
  /** Epoch ms of its form's stamp. */
  readonly at: number;
  readonly bytes: Promise<Uint8Array<ArrayBuffer>>;
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
  readonly #headers: Readonly<Record<string, string>>;
  readonly #body: Uint8Array<ArrayBuffer>;
  readonly #filling: Filling | null;
  readonly #tag: string;
  readonly #packs: boolean;
  readonly #packed = new Map<Encoding, Packed>();

  constructor(
    page: { readonly body: Uint8Array<ArrayBuffer>; readonly headers: Readonly<Record<string, string>> },
    kept: { readonly drawnAt: number; readonly until: number; readonly filling: Filling },
  ) {
    const text = new TextDecoder().decode(page.body);
    const blank = kept.filling.blank(text);
    this.drawnAt = kept.drawnAt;
    this.until = kept.until;
    this.#headers = page.headers;
    this.#body = page.body;
    this.#filling = blank === text ? null : kept.filling;
    this.#tag = createHash('sha256')
      .update(blank === text ? page.body : blank)
      .digest('base64url')
      .slice(0, 27);
    this.#packs = PACKS.test(page.headers['content-type'] ?? '');
  }

  /** About what it holds in memory. */
  get bytes(): number {
    // Packed bodies are a quarter of it, or as large.
    return this.#body.byteLength * (this.#packs ? 2 : 1);
  }

  /** The answer for one request. @param now epoch ms */
  async answer(request: {
    readonly encoding: Encoding;
    readonly knownTags: string;
    readonly now: number;
  }): Promise<Response> {
    const encoding = this.#packs ? request.encoding : 'identity';
    const tag = encoding === 'identity' ? `"${this.#tag}"` : `"${this.#tag}-${encoding}"`;
    const headers: Record<string, string> = { ...this.#headers, etag: tag };
    if (this.#packs) headers.vary = 'Accept-Encoding';
    if (isKnown(tag, request.knownTags))
      return new Response(null, { status: 304, headers: withoutBody(headers) });
    const bytes = await this.#packedAs(encoding, request.now);
    if (encoding !== 'identity') headers['content-encoding'] = encoding;
    headers['content-length'] = String(bytes.byteLength);
    return new Response(bytes, { headers });
  }

  #packedAs(encoding: Encoding, now: number): Promise<Uint8Array<ArrayBuffer>> {
    const known = this.#packed.get(encoding);
    if (known && (this.#filling === null || Math.abs(now - known.at) < RESTAMP_MS)) return known.bytes;
    const filled = this.#filling?.fill(new TextDecoder().decode(this.#body));
    const bytes = encode(filled === undefined ? this.#body : new TextEncoder().encode(filled), encoding);
    this.#packed.set(encoding, { at: now, bytes });
    return bytes;
  }
}

/** As If-None-Match compares: weakly (RFC 9110, 13.1.2). */
function isKnown(tag: string, known: string): boolean {
  if (known === '') return false;
  return known.trim() === '*' || known.split(',').some(one => one.trim().replace(/^W\//, '') === tag);
}

function withoutBody(headers: Readonly<Record<string, string>>): Record<string, string> {
  const { 'content-type': _type, 'content-length': _length, ...kept } = headers;
  return kept;
}
