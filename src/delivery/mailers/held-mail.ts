import { EventEmitter } from 'node:events';
import type { Transform } from 'node:stream';

export interface HeldMailOptions {
  /** The mail with CRLF at each line's end. */
  readonly bytes: Uint8Array;
  /** Whether no line of it begins with a dot: such bytes go to the socket as they are. */
  readonly needsNoDots: boolean;
  /** Waited for before the first byte is given out; when it fails, none is. */
  readonly before: () => Promise<void>;
}

/**
 * What nodemailer's connection is given in a mail's stream's stead, as far as it asks anything of one: it is piped once the
 * server has said yes to DATA. A stream would be read in pieces and each byte of it looked at for dots, for every reader.
 */
export class HeldMail extends EventEmitter {
  /** Whether a byte was given out; the pool asks. */
  readableDidRead = false;
  readonly #options: HeldMailOptions;
  #isOver = false;

  constructor(options: HeldMailOptions) {
    super();
    this.#options = options;
  }

  /** @param wire doubles dots in what is written to it, passes on what is pushed, and ends a mail with its dot */
  pipe<Wire extends NodeJS.WritableStream>(wire: Wire): Wire {
    this.#options.before().then(
      () => this.#giveOut(wire as unknown as Transform),
      (fault: unknown) => this.emit('error', fault),
    );
    return wire;
  }

  /** The connection is gone: nothing is given out from here on. */
  destroy(): void {
    this.#isOver = true;
  }

  #giveOut(wire: Transform): void {
    if (this.#isOver) return;
    const { bytes, needsNoDots } = this.#options;
    this.readableDidRead = true;
    if (needsNoDots) wire.push(bytes);
    else wire.write(bytes);
    wire.end();
  }
}
