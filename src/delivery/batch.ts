import type { RefusalTally } from './brake.ts';
import type { Recipient } from './recipient.ts';

/** One API call's worth of deliveries: a range of seq within one issue. */
export interface Batch {
  readonly issueId: number;
  readonly week: string;
  readonly n: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly attempts: number;
  /** The mailer that holds it; '' before the first seal. */
  readonly provider: string;
  /** Digest of the account that an attempt without a clear no was for; '' for none, or not known. */
  readonly account: string;
  /** Of the key it has or will get: one more after each clear no, so that no key ever stands for two sets of bytes. */
  readonly generation: number;
  /** Whether it was cut from another batch. */
  readonly isPiece: boolean;
  /** Empty strings until sealed. */
  readonly seal: Seal;
  /**
   * The first attempt that was not answered by a clear no (epoch ms), null when there is none: from here the provider's
   * key window runs, and while it is set another provider must not get these mails.
   */
  readonly unclearSince: number | null;
  /** First "later" that was about its reader alone (epoch ms), null when there is none, and how many there were. */
  readonly deferredSince: number | null;
  readonly deferrals: number;
  /** What was said of it last; '' for nothing. */
  readonly reason: string;
}

/** What makes every attempt of a batch the same: key, bytes, and what the readers' links are signed with (`sealName`). */
export interface Seal {
  readonly idempotencyKey: string;
  readonly payloadSha256: string;
  readonly signingKey: string;
}

/** A batch this process holds until `leaseUntil`, with the members it will post. */
export interface ClaimedBatch extends Batch {
  readonly owner: string;
  /** When these members got their bytes, epoch ms. */
  readonly sealedAt: number;
  readonly recipients: readonly Recipient[];
  /**
   * How often an editor had had the issue go on, or those go again who were refused, when this attempt began; or the first
   * one whose answer may be repeated to it.
   */
  readonly renewals: number;
}

/** How a batch, or a part of it, was taken: `rejected` seqs carry the provider's reason. */
export interface Acceptance {
  readonly accepted: readonly { readonly seq: number; readonly providerId: string }[];
  readonly rejected: readonly { readonly seq: number; readonly reason: string }[];
  /** Clearly not taken while others were: each waits again until `notBefore` (epoch ms). */
  readonly later?: readonly { readonly seq: number; readonly reason: string; readonly notBefore: number }[];
}

/**
 * What submitting needs from storage. Every method is one transaction.
 * Nothing here waits for the network: HTTP never happens inside a transaction.
 */
export interface BatchStore {
  /**
   * Takes the next batch that may be tried now, if the issue is still `sending`. A batch never sealed before is sealed in
   * the same transaction: members who left or were suppressed since the freeze are dropped, then `seal` turns the rest
   * into key and hash. So is one that another provider has sealed and clearly not taken. A batch whose lease ran out is
   * taken over as it was sealed.
   * @param seal called with the members that are left, inside the transaction: must not wait for anything
   */
  claim(request: {
    readonly issueId: number;
    readonly owner: string;
    readonly now: number;
    readonly leaseMs: number;
    readonly provider: string;
    /** Of `provider`: remembered with an attempt that no clear no ends. */
    readonly account: string;
    /** Only batches of which an unclear attempt binds them to `provider`. */
    readonly onlyBound: boolean;
    /** Most members of a batch that `provider` takes: of a longer one that has to be sealed, only so many are taken. */
    readonly maxBatch: (batch: Batch) => number;
    /** Whether `handOver` will say when it may have been taken; else that is from the claim on. */
    readonly tellsHandover: boolean;
    readonly seal: (batch: Batch, recipients: readonly Recipient[]) => Seal;
  }): Promise<ClaimedBatch | null>;
  /**
   * Right before the first byte leaves: from here on nobody knows whether it was taken, until there is an answer.
   * @returns false when the lease was lost or the issue is not to be sent any more: then nothing may leave
   */
  handOver(batch: ClaimedBatch, now: number): Promise<boolean>;
  /** Holds a batch longer, while its answer is waited for. */
  renew(batch: ClaimedBatch, options: { readonly now: number; readonly leaseMs: number }): Promise<void>;
  /**
   * A clear yes. Whoever brings it, it is the truth about these bytes, so no lease is asked for. Refusals of an
   * attempt from before an editor had it go on are not believed: those readers wait again.
   * @returns who was rejected
   */
  settle(batch: Batch, acceptance: Acceptance, now: number): Promise<Acceptance['rejected']>;
  /** Whether an editor has had the issue go on since what the answer tells. */
  isRenewedSince(batch: ClaimedBatch): Promise<boolean>;
  /** A clear "not now": back to pending, sealed as it is, and the unclear clock as it stood before this attempt. */
  putBack(
    batch: ClaimedBatch,
    options: { readonly notBefore: number; readonly reason: string; readonly now: number },
  ): Promise<void>;
  /** The same for a "not now" that is about this batch's reader alone: counted, because it must end some day. */
  defer(
    batch: ClaimedBatch,
    options: { readonly notBefore: number; readonly reason: string; readonly now: number },
  ): Promise<void>;
  /** An unclear answer: stays submitting, to be asked again with the same key and bytes. */
  keepSubmitting(
    batch: ClaimedBatch,
    options: { readonly retryAt: number; readonly reason: string; readonly now: number },
  ): Promise<void>;
  /** Can no longer be asked for: shown to an editor, never sent again by guess. */
  markUncertain(batch: Batch, options: { readonly reason: string; readonly now: number }): Promise<void>;
  /**
   * A clear no to the whole payload: two halves under new seals, so that the bad address ends up alone. Halves of the
   * range, whoever of it has left: a database that has forgotten the cut makes the same one again.
   */
  split(batch: ClaimedBatch, reason: string): Promise<void>;
  /**
   * Undoes the seal of a batch of which no attempt was ever unclear: its bytes can no longer be made (a signing key is
   * gone), or the provider repeats its no to this key. Nothing was taken, so a key of the next generation is safe.
   */
  unseal(batch: ClaimedBatch, reason: string): Promise<void>;
  /**
   * Earliest instant at which an open batch may be tried (epoch ms), or null when none is open.
   * @param now when given, and any batch may be tried by then, the answer is `now`
   */
  nextDue(issueId: number, now?: number): Promise<number | null>;
  /** How many open batches may be tried at `now` (epoch ms), as far as `most`. */
  countDue(issueId: number, limit: { readonly now: number; readonly most: number }): Promise<number>;
  /** Whether one of these mailers may try an open batch, now or later: none may while another one holds what is left. */
  hasOpenFor(issueId: number, providers: readonly string[]): Promise<boolean>;
  /** What was refused of an issue so far, by all processes. */
  refusals(issueId: number): Promise<RefusalTally>;
}
