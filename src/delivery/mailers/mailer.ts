import type { ReaderTokens } from '../../audience/link-token.ts';
import type { CompiledMail } from '../../render/compiled-mail.ts';
import type { MailKind } from '../mail-kind.ts';
import type { Evidence } from './evidence.ts';
import type { KeptBackList } from './kept-back.ts';

/** One finished mail, as every mailer takes it: all parts already merged for its reader. */
export interface MailMessage {
  /** Also the folder in the outbox. */
  readonly kind: MailKind;
  /** Stable name of this mail: the file's name in the outbox, so that a retry overwrites. `[a-z0-9-]` only. */
  readonly name: string;
  readonly from: string;
  readonly replyTo: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Header names to values, without CR or LF. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lead webhooks back to the delivery: `kind`, `issue`, `delivery`. ASCII letters, digits, `_`, `-`. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Hands finished mails to a mail API. Knows nothing of issues, batches or the database. This file is the contract that every
 * mailer keeps and `npm run prove -- --mailer NAME` tries (docs/mailers.md).
 */
export interface Mailer {
  /** Kept with every batch it seals: that of MAIL_PROVIDER, where it can be chosen there. */
  readonly name: string;
  /**
   * Digest of the account it hands over to (accountDigest): an answer can only be had again from the same one. Absent
   * where there is but one.
   */
  readonly account?: string;
  /** Most messages one call takes. */
  readonly maxBatch: number;
  /** Most bytes one call takes, as encoded; absent where no batch can reach it. A larger one is split, not posted. */
  readonly maxBytes?: number;
  /**
   * How long (ms) the provider answers a repeated key with its first answer instead of sending again. `Infinity`
   * where a repeat is harmless by construction (a file written over itself), null where the provider has no keys:
   * then an unclear answer can never be retried.
   */
  readonly keyWindowMs: number | null;
  /** What settles an unclear answer where no key does. */
  readonly evidence: Evidence;
  /** How long an answer is waited for (ms), where that is longer than a lease: the lease is renewed meanwhile. */
  readonly patienceMs?: number;
  /** Whether `submit` calls `onHandover`: before that, nobody can have taken a mail. */
  readonly tellsHandover?: boolean;
  /** Hands over the messages in one call. Never throws for what the network or the API answers: that is the union. */
  submit(messages: readonly MailMessage[], options: CallOptions): Promise<MailerAnswer>;
  /** How many mails are handed over whose answer is still to come; absent where a key asks for it again. */
  readonly underWay?: () => number;
  /** The fast way for an issue's batches, where the provider has one (docs/decisions/045). */
  readonly bulk?: BulkWire;
  /** The same with the mail kept by the provider, where it can keep one (docs/decisions/081). */
  readonly thin?: ThinWire;
  /** Whom the provider itself mails no more, where it has a list that can be asked: those of them who are readers are suppressed. */
  readonly keptBack?: (signal: AbortSignal) => Promise<KeptBackList>;
  close(): Promise<void>;
}

export interface CallOptions {
  /** Idempotency key, ASCII, at most 256 characters. */
  readonly key: string;
  /** Ends the wait; what was on the wire then counts as unclear. */
  readonly signal: AbortSignal;
  /** When the mails were made, the same on every attempt (epoch ms): where a mailer writes a date, this one. Else it is now. */
  readonly date?: number;
  /** Waited for right before the first byte of a mail goes out; when it fails, none does. */
  readonly onHandover?: () => Promise<void>;
  /**
   * Called when every byte has been passed on and only the answer is waited for: then another call may begin. Not by mailers
   * without keys, whose calls under way are what a kill leaves uncertain.
   */
  readonly onPosted?: () => void;
}

/** Takes a batch as bytes: nothing is rendered or escaped per reader that all readers share. */
export interface BulkWire {
  /** Whether it can make these mails just as they would go as messages; absent where it always can. */
  fits?(readers: readonly BulkReader[]): boolean;
  /** Makes ready the request's body. The same input gives the same bytes, in every process. */
  encode(readers: readonly BulkReader[]): BulkBody;
  /** Posts a body once; it must not be read afterwards, its memory may hold another batch. As `submit` otherwise. */
  post(body: BulkBody, options: CallOptions): Promise<MailerAnswer>;
}

/**
 * A bulk wire for mails that the provider keeps and fills in itself: published once, and from then on a reader costs no
 * more than what is his own. One body holds readers of one published mail only, so that a mail the provider has lost is
 * missing to all of them or to none.
 */
export interface ThinWire extends BulkWire {
  /** Whether new batches should go this way (MAIL_WIRE). What was sealed this way is asked for this way, set or not. */
  readonly preferred: boolean;
  /** Most messages one call takes this way, where that is another number than in full. */
  readonly maxBatch?: number;
  /** Whether the provider would fill these mails in exactly as we do: published, and every value within its limits. */
  fits(readers: readonly BulkReader[]): boolean;
  /** What the provider knows a mail by: made from all it keeps, so another mail has another; null where it could keep none. */
  nameOf(wanted: WantedTemplate): string | null;
  /** Has the provider keep a mail, or finds it there. Repeating it is harmless, whenever an earlier call was interrupted. */
  publish(
    request: WantedTemplate & {
      readonly signal: AbortSignal;
      /** Waits until a request may be made. @returns false when none may, or `signal` ended the wait */
      readonly turn: () => Promise<boolean>;
      /** Told what each answer says of the limit. */
      readonly learn?: (pace: Pace | undefined) => Promise<void>;
    },
  ): Promise<Publication>;
}

/** A mail that a provider is to keep. */
export interface WantedTemplate {
  readonly mail: BulkMail;
  /** What a person sees it by. */
  readonly name: string;
}

export type Publication =
  | { readonly kind: 'published'; readonly templateId: string }
  /** A limit of the provider, a right the key lacks, an API that does not answer: `why` in words for the log. */
  | { readonly kind: 'not_published'; readonly why: string };

/** The body of one request; its bytes are put together when they are asked for. */
export interface BulkBody {
  /** Fingerprint that no other bytes share: what a batch is sealed with. Lower-case hex. */
  readonly sha256: string;
  /** How many mails it holds. */
  readonly mails: number;
  /** In bytes. */
  readonly length: number;
  /** All its bytes in order. What is given out holds until the next is asked for. */
  pieces(): Iterable<Uint8Array>;
}

/** What the mails of one variant share; the same object for all its readers, so that it is prepared once. */
export interface BulkMail {
  readonly from: string;
  readonly replyTo: string;
  readonly compiled: CompiledMail;
  /** Base of the readers' links. */
  readonly publicUrl: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What the provider knows it by; '' while it is not known to be published. */
  readonly templateId: string;
}

/** What differs from reader to reader. */
export interface BulkReader {
  readonly mail: BulkMail;
  readonly to: string;
  /** The name, or the address where none was given. */
  readonly reader: string;
  /** Of letters, digits and `-._~`. */
  readonly tokens: ReaderTokens;
  /** The value of the `delivery` tag, which stands after the mail's own. */
  readonly delivery: string;
}

/** A clean refusal, a wait and an unclear answer are three different things; nothing here is guessed. */
export type MailerAnswer =
  /** Clearly taken: one entry a message, in order. */
  | { readonly kind: 'accepted'; readonly items: readonly ItemAnswer[]; readonly pace?: Pace }
  /**
   * A clear no, nothing was taken. `payload`: these mails are at fault (split to find which one); `account`: the key,
   * the domain or the sender is (no mail will pass until a person mends it); `form`: this way of putting them is, in full
   * they may pass (only said of a thin body).
   */
  | {
      readonly kind: 'refused';
      readonly scope: 'payload' | 'account' | 'form';
      readonly code: string;
      readonly reason: string;
      /** Said where it may still be about this one mail, whatever its words: once the others pass, it was. */
      readonly mayBeReader?: boolean;
      /** The key now stands for this no: asked under it again, the provider repeats it. */
      readonly remembered?: boolean;
      readonly pace?: Pace;
    }
  /**
   * A clear "not now", nothing was taken: the same bytes under the same key later. `reader`: this mail's own reader later,
   * alone; all others are about everybody.
   */
  | {
      readonly kind: 'wait';
      readonly because: 'rate' | 'daily_quota' | 'monthly_quota' | 'busy' | 'reader';
      readonly retryAfterMs: number;
      /** Only this call stands in its own way: a request under its key, or as many as the server takes, are under way. */
      readonly alone?: boolean;
      readonly reason: string;
      readonly pace?: Pace;
    }
  /**
   * May have been taken or not: timeout, reset, unreadable 200, 5xx. `foreign`: a no, but not in the API's own words;
   * something in between has said it. `conflict`: it stands for other bytes, so asking again tells nothing more.
   */
  | {
      readonly kind: 'unclear';
      readonly reason: string;
      readonly foreign?: boolean;
      readonly conflict?: boolean;
    };

export type ItemAnswer =
  | { readonly kind: 'accepted'; readonly id: string }
  /** For good, and about this reader. What is about us is a `refused` of the whole call, or `later` beside others taken. */
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Clearly not taken this time, while others of the call were: it goes again, apart from them, under a key of its own. */
  | { readonly kind: 'later'; readonly retryAfterMs: number; readonly reason: string };

/** What the API's own headers said about its limit. */
export interface Pace {
  readonly requestsPerSecond: number;
}
