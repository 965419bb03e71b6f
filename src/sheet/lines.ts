import { decodeLine, type Encoding, OPENING_BYTES, type Opening, readOpening } from './encoding.ts';

/** One line of a file, without its end. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Its bytes are no UTF-8 and were taken for Windows-1252. */
  readonly guessed: boolean;
  /** Longer than MAX_LINE_LENGTH: only its start is kept. */
  readonly tooLong: boolean;
}

/** Nothing a reader tells is as long; no line is kept beyond it. Bytes, or characters of UTF-16. */
export const MAX_LINE_LENGTH = 65_536;

/**
 * Tells the lines of a file apart (LF, CRLF or CR, also mixed), in memory that does not grow with it. What stands after
 * the last end is a line unless it is empty.
 * @param bytes in chunks of any size
 */
export async function* readLines(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly lines: readonly Line[]; readonly encoding: Encoding; readonly last: boolean }> {
  let splitter: LineSplitter | null = null;
  for await (const chunk of withOpening(bytes)) {
    if (splitter) {
      yield { lines: splitter.push(chunk), encoding: splitter.encoding, last: false };
      continue;
    }
    const opening = readOpening(chunk);
    splitter = new LineSplitter(opening);
    yield {
      lines: splitter.push(chunk.subarray(opening.markBytes)),
      encoding: splitter.encoding,
      last: false,
    };
  }
  yield { lines: splitter?.end() ?? [], encoding: splitter?.encoding ?? 'utf-8', last: true };
}

/** The same bytes, enough of them in the first chunk to know the encoding. */
async function* withOpening(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | null = new Uint8Array();
  for await (const chunk of bytes) {
    if (!start) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < OPENING_BYTES) continue;
    yield start;
    start = null;
  }
  if (start) yield start;
}

class LineSplitter {
  readonly encoding: Encoding;
  readonly #declared: boolean;
  readonly #wide: TextDecoder | null;
  #rest = '';
  #count = 0;

  constructor({ encoding, declared }: Opening) {
    this.encoding = encoding;
    this.#declared = declared;
    this.#wide = encoding === 'utf-8' ? null : new TextDecoder(encoding, { ignoreBOM: true });
  }

  push(bytes: Uint8Array): Line[] {
    // A CR at the very end may be half of a CRLF: it stays in the rest.
    const texts = (this.#rest + this.#decode(bytes)).split(/\r\n|\n|\r(?!$)/);
    const rest = texts.pop() ?? '';
    this.#rest = rest.length > MAX_LINE_LENGTH ? cut(rest) + (rest.endsWith('\r') ? '\r' : '') : rest;
    return texts.map(text => this.#line(text));
  }

  end(): Line[] {
    const texts = (this.#rest + (this.#wide?.decode() ?? '')).split('\r');
    if (texts.at(-1) === '') texts.pop();
    this.#rest = '';
    return texts.map(text => this.#line(text));
  }

  /** For bytes of UTF-8 a character each: a line end is the same in them, and a line is decoded as a whole. */
  #decode(bytes: Uint8Array): string {
    if (this.#wide) return this.#wide.decode(bytes, { stream: true });
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }

  #line(raw: string): Line {
    const number = ++this.#count;
    const tooLong = raw.length > MAX_LINE_LENGTH;
    const kept = tooLong ? cut(raw) : raw;
    if (this.#wide) return { number, text: kept, guessed: false, tooLong };
    return { number, ...decodeLine(kept, this.#declared || tooLong), tooLong };
  }
}

function cut(text: string): string {
  return text.slice(0, MAX_LINE_LENGTH + 1);
}
