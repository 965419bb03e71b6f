import { createHash } from 'node:crypto';
import { z } from 'zod';
import { withoutTokens, word } from './kept-body.ts';
import type { LeaverOf } from './leave-mail.ts';
import { type EventSubject, type MailEvent, type MailFact, subjectOf } from './mail-event.ts';
import { postmarkBounce } from './postmark-bounce.ts';

/**
 * Translates what Postmark has posted. Never fails: a body that makes no sense becomes an event that is kept and ignored.
 * @param parts.installationId tells our mails from those of another database on the same server
 * @param parts.leaverOf asked about mails that came in, while address and subject are at hand: neither is kept
 * @param parts.now epoch ms, for what carries no time of its own
 */
export function translatePostmarkEvent(
  rawBody: string,
  parts: { readonly installationId: string; readonly leaverOf?: LeaverOf; readonly now: number },
): MailEvent {
  const said = record.parse(parsed(rawBody));
  const happened = Date.parse(
    said.DeliveredAt || said.BouncedAt || said.ChangedAt || said.ReceivedAt || said.Date,
  );
  const type = typeOf(said);
  const leave = type === RECEIVED ? leaverIn(said, parts.leaverOf) : undefined;
  return {
    source: 'postmark',
    eventId: eventId(said, rawBody),
    type: word(type),
    at: Number.isNaN(happened) ? parts.now : happened,
    providerId: type === RECEIVED ? '' : word(said.MessageID),
    subject: subjectFrom(type, said.Metadata.delivery, parts.installationId),
    body: JSON.stringify({ ...keptOf(said), ...(leave !== undefined && { leave }) }),
  };
}

/** What a stored event says, by `type` as it was named when it came. @param at for those that carry no time of their own */
export function postmarkFact(type: string, body: string, at: number): MailFact {
  const said = record.parse(parsed(body));
  switch (type) {
    case 'email.delivered':
      return { kind: 'delivered' };
    case 'email.opened':
    case 'email.clicked': {
      const time = Date.parse(said.ReceivedAt);
      const visit = {
        at: Number.isNaN(time) ? at : time,
        link: said.OriginalLink,
        userAgent: said.UserAgent,
        ip: said.Geo.IP,
      };
      return { kind: type === 'email.opened' ? 'opened' : 'clicked', visit };
    }
    case 'email.complained':
      return { kind: 'complained' };
    case 'email.suppressed':
      return suppressed(said);
    case RECEIVED:
      return said.leave === null ? { kind: 'other' } : { kind: 'leave', subscriberId: said.leave };
    default:
      return said.RecordType === 'Bounce' ? postmarkBounce(said) : { kind: 'other' };
  }
}

const RECEIVED = 'email.received';

// Whatever is missing or of another type reads as empty: nothing in here may throw.
const text = z.string().catch('');
const address = z.object({ Email: text }).catch({ Email: '' });
const fields = z.object({
  RecordType: text,
  MessageID: text,
  /** Of a bounce or a complaint. */
  ID: z.union([z.number(), z.string()]).transform(String).catch(''),
  Type: text,
  Description: text,
  Details: text,
  Inactive: z.boolean().catch(false),
  Tag: text,
  MessageStream: text,
  Metadata: z.object({ delivery: text }).catch({ delivery: '' }),
  DeliveredAt: text,
  BouncedAt: text,
  ReceivedAt: text,
  ChangedAt: text,
  Date: text,
  SuppressSending: z.boolean().catch(false),
  SuppressionReason: text,
  Origin: text,
  UserAgent: text,
  OriginalLink: text,
  Geo: z.object({ IP: text }).catch({ IP: '' }),
  /** Of a mail that came in. */
  ToFull: z.array(address).catch([]),
  OriginalRecipient: text,
  Subject: text,
  /** Ours, in a stored event: who asks to leave. */
  leave: z.int().positive().nullable().catch(null),
});
const nothing = fields.parse({});
const record = fields.catch(nothing);
type Said = z.infer<typeof fields>;

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function typeOf(said: Said): string {
  switch (said.RecordType) {
    case 'Delivery':
      return 'email.delivered';
    case 'Open':
      return 'email.opened';
    case 'Click':
      return 'email.clicked';
    case 'SpamComplaint':
      return 'email.complained';
    case 'Bounce':
      return bounceType(said);
    case 'SubscriptionChange':
      // Taken off the list again: whom we do not mail is for us to say.
      return said.SuppressSending ? 'email.suppressed' : said.RecordType;
    case '':
      return said.ToFull.length > 0 ? RECEIVED : '';
    default:
      return said.RecordType;
  }
}

/** As decision 070 names what happened. */
function bounceType(said: Said): string {
  switch (postmarkBounce(said).kind) {
    case 'bounced':
      return 'email.bounced';
    case 'delayed':
      return 'email.delivery_delayed';
    case 'failed':
      return 'email.failed';
    case 'complained':
      return 'email.complained';
    case 'suppressed':
      return 'email.suppressed';
    default:
      return 'email.sent';
  }
}

function suppressed(said: Said): MailFact {
  if (said.RecordType === 'Bounce') return postmarkBounce(said);
  const isBounce = said.SuppressionReason === 'HardBounce';
  const isOwnWish = said.SuppressionReason === 'ManualSuppression' && said.Origin === 'Recipient';
  const reason = isOwnWish ? 'The reader has unsubscribed at Postmark.' : said.SuppressionReason;
  return { kind: 'suppressed', because: isBounce ? 'bounce' : 'complaint', reason };
}

function leaverIn(
  { ToFull, OriginalRecipient, Subject }: Said,
  leaverOf: LeaverOf = () => null,
): number | null {
  const to = [...ToFull.map(({ Email }) => Email), OriginalRecipient].filter(Boolean);
  return leaverOf({ to, subject: Subject });
}

/**
 * Postmark gives its events no id, and may post one more than once: of a bounce its number, of anything else what it says of
 * the mail and the moment. Of what makes no sense the whole body.
 */
function eventId(said: Said, rawBody: string): string {
  const { RecordType, ID, MessageID, OriginalLink } = said;
  const moment = said.DeliveredAt || said.BouncedAt || said.ChangedAt || said.ReceivedAt || said.Date;
  const isTold = ID !== '' || (MessageID !== '' && moment !== '');
  const about = isTold
    ? [RecordType, ID, MessageID, moment, OriginalLink, String(said.SuppressSending), said.Type]
    : [rawBody];
  return `postmark:${createHash('sha256').update(JSON.stringify(about)).digest('hex').slice(0, 40)}`;
}

function subjectFrom(type: string, tag: string, installationId: string): EventSubject {
  // A mail that came in has an id too, and no delivery of ours.
  if (!type.startsWith('email.') || type === RECEIVED) return { kind: 'none' };
  return subjectOf(tag, installationId);
}

/** What the rules above read, and no more: addresses, subjects and bodies stay out by not being named here. */
function keptOf(said: Said): Partial<Said> {
  const { ToFull: _, OriginalRecipient: __, Subject: ___, leave: ____, ...rest } = said;
  const masked = {
    ...rest,
    Description: withoutTokens(rest.Description),
    Details: withoutTokens(rest.Details),
  };
  const whole = { ...masked, OriginalLink: withoutTokens(rest.OriginalLink) };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== '' && value !== false));
}
