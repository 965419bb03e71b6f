/**
 * What can be learnt about mails whose answer was never clear, where no key can be asked again (docs/decisions/201). It only
 * ever proves that a mail was taken; that one was not is for a person to say.
 */
export interface Evidence {
  /**
   * What a report about one mail proves of the others in its call: `call` where the provider takes a call whole or not at
   * all, so that they were taken too; `mail` where each is taken or not by itself, so that it proves nothing of them.
   */
  readonly proves: 'call' | 'mail';
  /** Whether the provider's events bring back our `delivery` tag (`POST /hooks/<name>`), once they are set up. */
  readonly events: boolean;
  /** They tell only of mails that do not arrive: of the others nothing ever comes, and their silence proves nothing. */
  readonly onlyTrouble?: true;
  /** The provider's own record, where it has one that can be asked. */
  readonly record?: MailRecord;
}

/** What the provider itself says it has taken. */
export interface MailRecord {
  /**
   * Looks mails up by their `delivery` tag, in as many requests as that takes. Never throws for what the network or the API
   * answers: that is the union. It may lag behind; whoever asks looks for mails of later calls as well before believing that
   * one is missing.
   */
  find(request: {
    /** Values of the `delivery` tag, at most a call's worth, all handed over in one call. */
    readonly deliveries: readonly string[];
    /** When they may have been handed over first, epoch ms. */
    readonly since: number;
    readonly signal: AbortSignal;
  }): Promise<Findings>;
}

export type Findings =
  /** Looked through whole, no page left out: which of them it has, with the provider's ids. The others it has not. */
  | { readonly kind: 'found'; readonly taken: ReadonlyMap<string, string> }
  | { readonly kind: 'no_answer'; readonly why: string };

/** Of mailers whose reports come to the return path, as far as a mail does not arrive. */
export const ONLY_TROUBLE: Evidence = { proves: 'mail', events: true, onlyTrouble: true };

/** Of mailers that report nothing back: what is unclear there stays so until an editor knows. */
export const NO_EVIDENCE: Evidence = { proves: 'mail', events: false };
