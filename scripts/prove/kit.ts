import type { Mailer } from '../../src/delivery/mailers/mailer.ts';
import type { HookCall, TranslatorParts } from '../../src/feedback/event-translator.ts';

/**
 * What `npm run prove -- --mailer NAME|PATH` tries a mailer with (docs/mailers.md): a module exports it as `kit`. Those of
 * the mailers in this repository stand in scripts/prove/kits/.
 */
export interface MailerKit {
  /** As it is called in the table. */
  readonly name: string;
  /** Starts a stand-in for the mail API in the prover's own process, where it outlives every sender. */
  start(): Promise<KitStandIn>;
  /**
   * Opens the mailer in a sender's process, with the stand-in's settings. Absent where those settings open it by themselves
   * (MAIL_PROVIDER), as they do for the mailers of this repository. Beside them it is given the rest of the environment.
   */
  readonly open?: (settings: Readonly<Record<string, string>>, now: () => number) => Promise<Mailer>;
}

/** The other side of the wire, with books of its own. */
export interface KitStandIn {
  /** MAIL_PROVIDER and where the stand-in listens, as an installation would set them; for `open` whatever that reads. */
  readonly settings: Readonly<Record<string, string>>;
  /** Calls that hand over mails, whatever became of them. */
  calls(): number;
  /** Every mail that was taken, doubles included, in order. */
  taken(): readonly KitMail[] | Promise<readonly KitMail[]>;
  /** How many that are. */
  accepted(): number;
  /** From now on mails to these addresses are refused for good, each by itself, as the API words it. */
  refuse(addresses: readonly string[]): void;
  /** Befalls one call, once: that which comes after so many more (0: the next). */
  fault(fault: KitFault, after: number): void;
  /** What the API would post to `/hooks/<name>` about these mails that it took, signed; absent where it reports nothing. */
  events?(mails: readonly KitMail[]): readonly HookCall[] | Promise<readonly HookCall[]>;
  /** What a translator of its events fetches with (certificates), in the place of the world's; absent where none does. */
  readonly fetch?: TranslatorParts['fetch'];
  close(): Promise<void>;
}

export interface KitMail {
  readonly id: string;
  readonly to: string;
  /** The `delivery` tag as it arrived, '' where none did. */
  readonly delivery: string;
  /** As its reader gets them, filled in and decoded. */
  readonly html: string;
  readonly text: string;
}

/** What goes wrong on the way. A kit may do the nearest thing to it that its API can do. */
export type KitFault =
  /** The connection breaks before anything was taken. */
  | { readonly do: 'reset' }
  /** All is taken, and the connection breaks before the answer. */
  | { readonly do: 'lose' }
  /** So many of the call's mails are taken, then the connection breaks; all or none where a call is taken whole. */
  | { readonly do: 'partly'; readonly mails: number }
  /** No answer comes, for longer than anybody waits. */
  | { readonly do: 'hang'; readonly taken: boolean }
  /** A page of HTML, with a status that says yes or one that says that the gateway is bad. */
  | { readonly do: 'rubbish'; readonly taken: boolean; readonly status: 200 | 502 }
  /** Half of the answer, after all was taken. */
  | { readonly do: 'half' }
  /** Nothing was taken: too fast, in the API's own words. */
  | { readonly do: 'busy' }
  /** Some of the call's mails are taken and the first so many are told to come later, where the API can say that. */
  | { readonly do: 'some later'; readonly mails: number }
  | { readonly do: 'slow'; readonly ms: number };
