/**
 * What a mail that came back to the return path says of one mail of ours. Who wrote it is not known: it is to be believed
 * only where the address it came to proves the delivery. `recipient` and `headers` are words of the report, for looking at;
 * they settle nothing by themselves.
 */
export type ReturnedMail =
  | Bounced
  | Delayed
  /** A positive notice: delivered, relayed to a server that gives none, or expanded to a list. */
  | (AboutMail & { readonly is: 'delivered' })
  /** The reader called the mail spam. `type` is the report's own word: abuse, fraud, … */
  | (AboutMail & { readonly is: 'complained'; readonly type: string })
  /** The reader asked a provider to be taken off: a report of the kind `opt-out`. */
  | (AboutMail & { readonly is: 'left' })
  /** The reader, or a machine for the reader, has answered (RFC 3834), challenges and receipts included: never a bounce. */
  | { readonly is: 'auto_reply' }
  /** Nothing that can be read, or nothing to act upon: to be counted. */
  | { readonly is: 'other' };

export interface Bounced extends AboutMail, SaidWhy {
  readonly is: 'bounced';
  /** True only where `about` is the reader and the address will never take mail again. */
  readonly permanent: boolean;
  /** `us`: who sends, what we wrote, or the way between; every reader there would get it. Never a reason to suppress. */
  readonly about: 'reader' | 'us';
  /** One short name in snake case, such as `mailbox_full`. */
  readonly code: BounceCode;
}

/** The server goes on trying. */
export interface Delayed extends AboutMail, SaidWhy {
  readonly is: 'delayed';
}

export interface SaidWhy {
  /** RFC 3463, such as 5.1.1; null where none was said. */
  readonly status: string | null;
  /** The remote server's words, at most 300 characters, on one line, without addresses; '' for none. */
  readonly detail: string;
}

/** Which mail it was, as far as the report tells. */
export interface AboutMail {
  /** The address that the report names, in lower case; null when it names none. */
  readonly recipient: string | null;
  /** Of the mail we sent, as far as it is quoted: names in lower case, the first value of each. */
  readonly headers: ReadonlyMap<string, string>;
}

/** Why a mail came back. */
export type BounceCode =
  | 'unknown_user'
  | 'unknown_domain'
  | 'bad_address'
  | 'moved'
  | 'takes_no_mail'
  | 'mailbox_disabled'
  | 'mailbox_full'
  | 'restricted'
  | 'rate_limited'
  | 'expired'
  | 'network'
  | 'loop'
  | 'server_fault'
  | 'too_big'
  | 'sender_rejected'
  | 'relay_denied'
  | 'authentication'
  | 'blocklisted'
  | 'spam'
  | 'virus'
  | 'policy'
  | 'content'
  | 'protocol'
  | 'unspecified';
