import type { Settings } from '../config.ts';
import type { ReturnPath } from '../delivery/return-path.ts';
import type { LeaverOf } from './leave-mail.ts';
import type { MailEvent } from './mail-event.ts';

/** One call to `POST /hooks/<name>`, with the body exactly as it came: a signature is over its bytes. */
export interface HookCall {
  readonly rawBody: string;
  /** The value of a header, whatever the case of its name; '' when missing. */
  readonly header: (name: string) => string;
}

export type HookReading =
  /**
   * Whoever may call has called. None where there is nothing to keep; each with an `eventId` that no other event has,
   * of any source (so it begins with `ses:`), and that stays the same however often it is delivered: made from what it
   * says where it carries none. ASCII without control characters, at most 200.
   */
  | { readonly kind: 'genuine'; readonly events: readonly MailEvent[] }
  /** Answered 401, nothing is kept. `why` is for the log and holds no secret. */
  | { readonly kind: 'forged'; readonly why: string };

/**
 * Checks and translates the events of one mail API (docs/mailers.md). What it keeps of a body is translated again by its
 * own rules whenever it is read (`factOf`), and holds neither addresses nor subjects, headers or tokens.
 */
export interface EventTranslator {
  /**
   * Never fails for what a body holds: one that makes no sense becomes an event that is kept and ignored.
   * @throws where something else is at fault (a certificate cannot be fetched): answered 500, so that the call is repeated
   */
  read(call: HookCall): Promise<HookReading>;
}

/** What a translator is made from. */
export interface TranslatorParts {
  readonly settings: Settings;
  /** Tells our mails from those of another database on the same account (`subjectOf`). */
  readonly installationId: string;
  /** Null where bounces come to nobody. */
  readonly returnPath: ReturnPath | null;
  /** Asked about mails that came in, while address and subject are at hand. */
  readonly leaverOf?: LeaverOf;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Calls are answered 503 until `setting` is there. */
export interface NotSetUp {
  readonly kind: 'not_set_up';
  readonly setting: string;
}
