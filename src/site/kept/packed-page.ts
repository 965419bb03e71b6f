import { type Encoding, encode } from './encoding.ts';

/** How old the time in a form may be when the page is served, ms: quick visitors are told by it to the second. */
const OLDEST_STAMP_MS = 1_000;
/** From this age on a page that is asked for is packed anew while the one before still goes out: nobody waits for it. */
const RESTAMP_MS = 700;

export type Headers = Readonly<Record<string, string>>;
export type Bytes = Uint8Array<ArrayBuffer>;

/** What goes out, whichever way. Headers and bytes are the same objects for everybody: nobody may change them. */
export interface KeptAnswer {
  readonly status: 200 | 304;
  readonly headers: Headers;
  readonly body: Bytes | null;
}

interface Packing {
  /** Epoch ms of its form's stamp. */
  readonly at: number;
  readonly answer: Promise<KeptAnswer>;
}

/** A finished page in one encoding. */
export class PackedPage {
  /** Its strong ETag. */
  readonly tag: string;
  /** For who has it already. */
  readonly unchanged: KeptAnswer;
  readonly #headers: Headers;
  readonly #body: Bytes | (() => Bytes);
  readonly #encoding: Encoding;
  #ready: { readonly at: number; readonly answer: KeptAnswer } | null = null;
  #packing: Packing | null = null;

  /** `body`: a function where something in it is new every time it is packed. */
  constructor(page: {
    readonly tag: string;
    readonly headers: Headers;
    readonly body: Bytes | (() => Bytes);
    readonly encoding: Encoding;
  }) {
    this.tag = page.tag;
    this.#headers = page.headers;
    this.#body = page.body;
    this.#encoding = page.encoding;
    const { 'content-type': _type, 'content-length': _length, ...unchanged } = page.headers;
    this.unchanged = { status: 304, headers: unchanged, body: null };
  }

  /** @param now epoch ms */
  answer(now: number): KeptAnswer | Promise<KeptAnswer> {
    const ready = this.#ready;
    if (ready && this.#isYoung(ready, now, RESTAMP_MS)) return ready.answer;
    const packing = this.#pack(now);
    return ready && this.#isYoung(ready, now, OLDEST_STAMP_MS) ? ready.answer : packing;
  }

  #isYoung({ at }: { readonly at: number }, now: number, most: number): boolean {
    return typeof this.#body !== 'function' || Math.abs(now - at) < most;
  }

  /** Once for all who ask meanwhile. */
  #pack(now: number): Promise<KeptAnswer> {
    if (this.#packing && this.#isYoung(this.#packing, now, OLDEST_STAMP_MS)) return this.#packing.answer;
    const packing = { at: now, answer: this.#packed() };
    this.#packing = packing;
    const over = () => {
      if (this.#packing === packing) this.#packing = null;
    };
    packing.answer.then(answer => {
      // Another may have been packed since, with a newer time.
      if (this.#packing === packing) this.#ready = { at: now, answer };
      over();
    }, over);
    return packing.answer;
  }

  async #packed(): Promise<KeptAnswer> {
    const body = await encode(typeof this.#body === 'function' ? this.#body() : this.#body, this.#encoding);
    const headers = {
      ...this.#headers,
      ...(this.#encoding !== 'identity' && { 'content-encoding': this.#encoding }),
      'content-length': String(body.byteLength),
    };
    return { status: 200, headers, body };
  }
}
