import type { EventSource } from './event-source.ts';

/** What a mail API reports about a mail it took, in our words. */
export type MailFact =
  | { readonly kind: 'submitted' | 'delayed' | 'delivered' | 'complained' }
  | { readonly kind: 'bounced'; readonly lasting: BounceKind; readonly reason: string }
  /** Taken, but never handed to the reader's mail server. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** The mail API's own list kept it back. */
  | { readonly kind: 'suppressed'; readonly because: 'bounce' | 'complaint'; readonly reason: string }
  | { readonly kind: 'opened'; readonly visit: Visit }
  | { readonly kind: 'clicked'; readonly visit: Visit }
  /** A mail came in by which a reader asks to leave. */
  | { readonly kind: 'leave'; readonly subscriberId: number }
  /** A type we do not know, about a mail or about something else. */
  | { readonly kind: 'other' };

/** `ours`: who sends, what we wrote or the way between is refused. It says nothing of the reader. */
export type BounceKind = 'permanent' | 'transient' | 'undetermined' | 'ours';

/** Somebody or something that fetched the pixel or a link. */
export interface Visit {
  /** Epoch ms. */
  readonly at: number;
  /** '' for an open. Tokens in it are shortened to a digest. */
  readonly link: string;
  readonly userAgent: string;
  readonly ip: string;
}

/** One event of a mail API, translated; what it was made from is kept beside it, so that rules can be replayed. */
export interface MailEvent {
  readonly source: EventSource;
  /** The same event comes with the same id, however often it is delivered; no other event of any source has it. */
  readonly eventId: string;
  /**
   * `email.` and one of sent, scheduled, delivery_delayed, delivered, bounced, complained, suppressed, failed, opened, clicked
   * and received, whatever the mail API calls it; its own word for anything else, '' when it had none.
   */
  readonly type: string;
  /** When it happened, epoch ms. */
  readonly at: number;
  /** The mail API's id of the mail, '' when it named none. */
  readonly providerId: string;
  readonly subject: EventSubject;
  /** JSON that translates to the same fact again; without addresses, subjects, headers and tokens. */
  readonly body: string;
}

/** Which mail an event is about, from the tag every mail of ours carries. */
export type EventSubject =
  | { readonly kind: 'delivery'; readonly issueId: number; readonly seq: number }
  /** `sure` when the tag names this database, else the provider's id has to agree. */
  | { readonly kind: 'single'; readonly id: number; readonly sure: boolean }
  /** No tag of ours: only the provider's id may tell. */
  | { readonly kind: 'untagged' }
  /** Of another database on the same account. */
  | { readonly kind: 'foreign' }
  /** Not about a mail. */
  | { readonly kind: 'none' };

/** Reads the `delivery` tag: `<installation>_<issue id>_<seq>`, `<installation>_single_<id>` or `single_<id>`. */
export function subjectOf(tag: string, installationId: string): EventSubject {
  const delivery = /^([A-Za-z0-9-]+)_(\d{1,15})_(\d{1,15})$/.exec(tag);
  if (delivery) {
    return delivery[1] === installationId
      ? { kind: 'delivery', issueId: Number(delivery[2]), seq: Number(delivery[3]) }
      : { kind: 'foreign' };
  }
  const single = /^(?:([A-Za-z0-9-]+)_)?single_(\d{1,15})$/.exec(tag);
  if (!single) return { kind: 'untagged' };
  if (single[1] !== undefined && single[1] !== installationId) return { kind: 'foreign' };
  return { kind: 'single', id: Number(single[2]), sure: single[1] !== undefined };
}
