import type { Template } from './resend-pieces.ts';

/** UTF-8 takes at most three bytes for a UTF-16 unit. */
const WIDEST = 3;
/**
 * Bytes of a body that are given out at a time. Much more would not stay in a processor's cache, and each time costs some
 * microseconds.
 */
const ROOM = 256 * 1_024;
/** For the words of a batch; it grows. */
const WORDS = 64 * 1_024;

const OPEN = Buffer.from('[');
const COMMA = Buffer.from(',');
const CLOSE = Buffer.from(']');
const EMPTY = Buffer.from('[]');

/** A mail whose words are noted. */
interface NotedMail {
  readonly template: Pick<Template, 'pieces'>;
  /** Which of all noted words is its first. */
  readonly first: number;
}

/** What stands where another mail would. */
const END: NotedMail = { template: { pieces: [] }, first: 0 };

/**
 * What a body is put together in: room that it passes through a piece at a time, and behind it the words of its readers,
 * each once. So a batch of many megabytes takes little memory, which stays in the processor's cache, and holds no strings
 * while it waits for the network (docs/decisions/135). Used again for the next batch.
 */
export class BodyMemory {
  readonly #room: number;
  #bytes: Buffer;
  /** Where each word begins; one more than there are words. */
  #starts = new Uint32Array(1_024);
  #words = 0;
  readonly #mails: NotedMail[] = [];
  #length = 0;

  /** @param room bytes that are given out at a time, at least one */
  constructor(room = ROOM) {
    this.#room = room;
    this.#bytes = Buffer.allocUnsafeSlow(room + WORDS);
    this.clear();
  }

  /** Bytes of the noted mails as a JSON list. */
  get length(): number {
    return this.#length + 1 + Math.max(1, this.#mails.length);
  }

  /** Forgets what was noted. */
  clear(): void {
    this.#mails.length = 0;
    this.#words = 0;
    this.#length = 0;
    this.#starts[0] = this.#room;
  }

  /** Adds a mail. @param words what stands in its gaps, in the order of the template's counts */
  note(template: Template, words: readonly string[]): void {
    this.#mails.push({ template, first: this.#words });
    this.#length += template.fixed;
    for (let word = 0; word < words.length; word++) {
      this.#length += (template.counts[word] ?? 0) * this.#noteWord(words[word] ?? '');
    }
  }

  /** All bytes in order. What is given out holds until the next is asked for. */
  *pieces(): Generator<Uint8Array, void, void> {
    const [bytes, room, starts] = [this.#bytes, this.#room, this.#starts];
    let at = 0;
    let index = 0;
    for (const { template, first } of [...this.#mails, END]) {
      const separator = this.#separatorAt(index++);
      for (let next = -1; next < template.pieces.length; next++) {
        const piece = template.pieces[next] ?? separator;
        const isWord = typeof piece === 'number';
        const source = isWord ? bytes : piece;
        let from = isWord ? (starts[first + piece] ?? 0) : 0;
        const to = isWord ? (starts[first + piece + 1] ?? 0) : piece.length;
        while (to - from > room - at) {
          const end = from + room - at;
          source.copy(bytes, at, from, end);
          yield bytes.subarray(0, room);
          [from, at] = [end, 0];
        }
        // As `copy` does, but that makes an object for a part of a buffer.
        if (isWord) bytes.copyWithin(at, from, to);
        else piece.copy(bytes, at, from);
        at += to - from;
      }
    }
    yield bytes.subarray(0, at);
  }

  #separatorAt(index: number): Buffer {
    if (index < this.#mails.length) return index === 0 ? OPEN : COMMA;
    return index === 0 ? EMPTY : CLOSE;
  }

  /** @returns its bytes */
  #noteWord(word: string): number {
    const start = this.#starts[this.#words] ?? 0;
    // Buffer.write cuts off what does not fit without a word, so there is room before anything is written.
    const most = start + WIDEST * word.length;
    if (most > this.#bytes.length) this.#growTo(2 * most, start);
    if (this.#words + 2 > this.#starts.length) {
      const more = new Uint32Array(2 * this.#starts.length);
      more.set(this.#starts);
      this.#starts = more;
    }
    const size = this.#bytes.write(word, start, 'utf8');
    this.#words += 1;
    this.#starts[this.#words] = start + size;
    return size;
  }

  #growTo(size: number, used: number): void {
    const more = Buffer.allocUnsafeSlow(size);
    this.#bytes.copy(more, this.#room, this.#room, used);
    this.#bytes = more;
  }
}
