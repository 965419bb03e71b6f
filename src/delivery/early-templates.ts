/** A mail as one account of a mail API knows it, made from its content alone: kept before any issue is frozen with it. */
export interface EarlyName {
  readonly provider: string;
  /** `Mailer.account`, '' where there is but one. */
  readonly account: string;
  /** `ThinWire.nameOf` */
  readonly name: string;
}

/** A mail that this process is to have kept, or to look at again. */
export interface EarlyClaim extends EarlyName {
  /** Until when it is this process's, epoch ms. */
  readonly lease: number;
  /** How often it was tried in vain since it was there last. */
  readonly tries: number;
  /** Whether it was there when it was looked at last. */
  readonly isKept: boolean;
}

/** What became of it. Times are epoch ms. */
export interface EarlyResult {
  /** '' where the mail API does not keep it as it should. */
  readonly templateId: string;
  readonly now: number;
  readonly tries: number;
  /** Nobody looks at it again before. */
  readonly restsUntil: number;
}

/** What publishing ahead needs from storage. */
export interface EarlyTemplates {
  /** The template of a mail that the API was seen to keep between `since` and `now` (epoch ms); null for none. */
  find(mail: EarlyName, seen: { readonly since: number; readonly now: number }): Promise<string | null>;
  /** Takes a mail that rests no more: of all processes that try, one gets it. */
  claim(
    mail: EarlyName,
    lease: { readonly now: number; readonly leaseMs: number },
  ): Promise<EarlyClaim | null>;
  /** Writes down what became of it, unless the claim was given up for lost and taken anew. */
  settle(claim: EarlyClaim, result: EarlyResult): Promise<void>;
  /** Gives back what was not finished, as it was before. */
  giveBack(claim: EarlyClaim): Promise<void>;
}

const MINUTE_MS = 60_000;

/** A kept mail is looked at again after this long: somebody may have changed or deleted it. */
export const LOOK_AGAIN_MS = 60 * MINUTE_MS;
/** What nobody has looked at for longer is looked at by the send itself. */
export const BELIEVED_MS = 24 * 60 * MINUTE_MS;

/** Until a mail that could not be published is tried again: longer each time, an hour at most. @param tries from 1 */
export function retryAfterMs(tries: number): number {
  return Math.min(LOOK_AGAIN_MS, MINUTE_MS * 2 ** Math.min(tries - 1, 10));
}
