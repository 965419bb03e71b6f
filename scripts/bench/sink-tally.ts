import { type MailMark, MailScan, type Spacing } from './mail-scan.ts';

/** What a sink has seen since it was last emptied. Times are epoch ms; 0 when nothing came. */
export interface SinkCount {
  /** Calls with mails that were taken; over SMTP, mails. */
  readonly requests: number;
  /** All calls, those about templates and those refused among them. */
  readonly calls: number;
  readonly refused: number;
  readonly mails: number;
  /** Mails of the first call. */
  readonly firstMails: number;
  /** Different addresses. */
  readonly readers: number;
  /** Mails to the address that got the most. */
  readonly most: number;
  /** Bodies with room for a mail that was not seen. */
  readonly doubtful: number;
  /** Of mails, without headers of HTTP and commands of SMTP. */
  readonly bytes: number;
  readonly firstAt: number;
  /** When the first mail came. */
  readonly firstMailAt: number;
  /** When the last answer went out. */
  readonly lastAt: number;
}

/** Counts what comes to a sink, and whom it is for. */
export class SinkTally {
  readonly #counts = {
    requests: 0,
    calls: 0,
    refused: 0,
    mails: 0,
    firstMails: 0,
    doubtful: 0,
    bytes: 0,
    firstAt: 0,
    firstMailAt: 0,
    lastAt: 0,
  };
  readonly #addresses = new Map<string, number>();
  readonly #spacing: Spacing = { shortest: Number.POSITIVE_INFINITY };

  called(): void {
    this.#counts.calls += 1;
    this.#counts.firstAt ||= Date.now();
  }

  refused(): void {
    this.#counts.refused += 1;
  }

  mailBegins(): void {
    this.#counts.firstMailAt ||= Date.now();
  }

  bytes(length: number): void {
    this.#counts.bytes += length;
  }

  /** A body whose mails are counted as they come. */
  scan(mark: MailMark): MailScan {
    return new MailScan(this.#spacing, this.#to, mark);
  }

  /** A whole call was taken. @returns how many mails it had */
  took(scan: MailScan): number {
    const { mails, isDoubtful } = scan.end();
    if (isDoubtful) this.#counts.doubtful += 1;
    this.#tookCall(mails);
    return mails;
  }

  /** One mail by itself was taken. */
  tookMail(address: string): void {
    this.#to(address);
    this.#tookCall(1);
  }

  answered(): void {
    this.#counts.lastAt = Date.now();
  }

  count(): SinkCount {
    let most = 0;
    for (const mails of this.#addresses.values()) most = Math.max(most, mails);
    return { ...this.#counts, readers: this.#addresses.size, most };
  }

  #tookCall(mails: number): void {
    this.#counts.requests += 1;
    this.#counts.mails += mails;
    if (this.#counts.requests === 1) this.#counts.firstMails = mails;
  }

  readonly #to = (address: string): void => {
    this.#addresses.set(address, (this.#addresses.get(address) ?? 0) + 1);
  };
}
