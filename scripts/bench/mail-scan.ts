/** How far apart two mails of one send stand in a body, bytes; what the scans of that send share. */
export interface Spacing {
  shortest: number;
}

const QUOTE = 0x22;
/** How the calls of a mail API name whom their mails go to. */
export interface MailMark {
  /** What stands before each address, and nowhere else. */
  readonly mark: string;
  /** The mails are small beside what a call has around them: every byte is looked at, and nothing is in doubt. */
  readonly readsAll?: boolean;
}

/** Longer than the mark and any address of the bench together. */
const SEAM = 96;
/** Mails of one send are of nearly one length: within this share of it no second one can begin. */
const SURELY_ONE = 0.75;
/** Two that were found stand no further apart than that, unless another stands unseen between them. */
const MAYBE_TWO = 1.1;

/**
 * Finds whom the mails of a batch go to while its bytes pass by, without reading most of them: a sink that read them all
 * would be slower than what it measures.
 */
export class MailScan {
  readonly #spacing: Spacing;
  readonly #found: (address: string) => void;
  readonly #mark: Buffer;
  readonly #readsAll: boolean;
  /** Of the body: where the present chunk begins, where to look next, where the last mail was found. */
  #begin = 0;
  #next = 0;
  #last: number | null = null;
  #tail: Buffer = Buffer.alloc(0);
  #mails = 0;
  #isDoubtful = false;

  /** @param found gets the address of each mail, in their order */
  constructor(spacing: Spacing, found: (address: string) => void, { mark, readsAll = false }: MailMark) {
    this.#readsAll = readsAll;
    this.#spacing = spacing;
    this.#found = found;
    this.#mark = Buffer.from(mark);
  }

  push(chunk: Buffer): void {
    if (this.#next < this.#begin) {
      const seam = Buffer.concat([this.#tail, chunk.subarray(0, SEAM)]);
      this.#look(seam, this.#begin - this.#tail.length);
    }
    this.#look(chunk, this.#begin);
    this.#begin += chunk.length;
    const whole = chunk.length < SEAM ? Buffer.concat([this.#tail, chunk]) : chunk;
    this.#tail = whole.subarray(-SEAM);
  }

  /** @returns how many mails the body had, and whether it had room for one that was not seen */
  end(): { readonly mails: number; readonly isDoubtful: boolean } {
    if (this.#readsAll) return { mails: this.#mails, isDoubtful: false };
    const after = this.#begin - (this.#last ?? 0);
    const hasRoom = this.#last !== null && after > MAYBE_TWO * this.#spacing.shortest;
    return { mails: this.#mails, isDoubtful: this.#isDoubtful || hasRoom };
  }

  #look(bytes: Buffer, begin: number): void {
    for (;;) {
      const at = bytes.indexOf(this.#mark, Math.max(0, this.#next - begin));
      if (at < 0) return;
      const from = at + this.#mark.length;
      const end = bytes.indexOf(QUOTE, from);
      if (end < 0) {
        this.#next = begin + at;
        return;
      }
      this.#note(begin + at);
      this.#found(bytes.toString('latin1', from, end));
    }
  }

  #note(at: number): void {
    const spacing = this.#spacing;
    if (this.#last !== null) {
      const distance = at - this.#last;
      if (distance > MAYBE_TWO * spacing.shortest) this.#isDoubtful = true;
      spacing.shortest = Math.min(spacing.shortest, distance);
    }
    this.#mails += 1;
    this.#last = at;
    const skips = !this.#readsAll && Number.isFinite(spacing.shortest);
    const skipped = skips ? Math.floor(SURELY_ONE * spacing.shortest) : 0;
    this.#next = at + 1 + skipped;
  }
}
