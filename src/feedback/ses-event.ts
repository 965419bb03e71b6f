import { z } from 'zod';
import { masked } from '../delivery/mailers/masked.ts';
import { withoutTokens, word } from './kept-body.ts';
import {
  type BounceKind,
  type EventSubject,
  type MailEvent,
  type MailFact,
  subjectOf,
} from './mail-event.ts';
import type { SnsMessage } from './sns-message.ts';

/**
 * Translates a message of SES that came by SNS. Never fails: one that makes no sense becomes an event that is kept and
 * ignored. Only what is named here is kept; who it went to is not.
 * @param installationId tells our mails from those of another database on the same account
 */
export function translateSesEvent(message: SnsMessage, installationId: string): MailEvent {
  const parsed = message.Type === 'Notification' ? parse(message.Message) : undefined;
  const said = event.parse(parsed);
  const type = message.Type === 'Notification' ? said.eventType || said.notificationType : message.Type;
  const at = [timeOf(said), message.Timestamp].map(Date.parse).find(time => !Number.isNaN(time)) ?? 0;
  return {
    source: 'ses',
    eventId: word(`ses:${message.MessageId}`),
    type: ourType(type, said),
    at,
    providerId: word(said.mail.messageId),
    subject: subjectFrom(type, said, installationId),
    body: JSON.stringify(
      parsed === undefined
        ? { type, unreadable: withoutTokens(message.Message).slice(0, 200) }
        : keptOf(said),
    ),
  };
}

/**
 * What a stored event says: the same now as when it came, and as a later version of these rules reads it.
 * @param at when it happened, for those that carry no time of their own
 */
export function sesFact(type: string, body: string, at: number): MailFact {
  const said = event.parse(parse(body));
  switch (type) {
    case 'email.sent':
      return { kind: 'submitted' };
    case 'email.delivered':
      return { kind: 'delivered' };
    case 'email.delivery_delayed':
      return { kind: 'delayed' };
    case 'email.bounced':
      return { kind: 'bounced', lasting: lasting(said.bounce.bounceType), reason: bounceReason(said) };
    case 'email.complained':
      return { kind: 'complained' };
    case 'email.suppressed': {
      const because = said.complaint.complaintSubType === '' ? 'bounce' : 'complaint';
      return { kind: 'suppressed', because, reason: bounceReason(said) || said.complaint.complaintSubType };
    }
    case 'email.failed':
      return { kind: 'failed', reason: masked(said.reject.reason || said.failure.errorMessage) };
    case 'email.opened':
      return { kind: 'opened', visit: visitOf(said.open, at) };
    case 'email.clicked':
      return { kind: 'clicked', visit: visitOf(said.click, at) };
    default:
      return { kind: 'other' };
  }
}

// Whatever is missing or of another type reads as empty: nothing in here may throw.
const text = z.string().catch('');
const object = <Shape extends z.ZodRawShape>(shape: Shape) => {
  const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  return z.preprocess(value => (isObject(value) ? value : {}), z.object(shape));
};
const visit = object({ timestamp: text, ipAddress: text, userAgent: text, link: text });
const event = object({
  eventType: text,
  /** The same in what SES reports of an identity, without a configuration set. */
  notificationType: text,
  mail: object({
    messageId: text,
    timestamp: text,
    tags: object({ delivery: z.array(text).catch([]), kind: z.array(text).catch([]) }),
  }),
  bounce: object({
    bounceType: text,
    bounceSubType: text,
    timestamp: text,
    bouncedRecipients: z.array(object({ status: text, diagnosticCode: text })).catch([]),
  }),
  complaint: object({ complaintSubType: text, complaintFeedbackType: text, timestamp: text }),
  delivery: object({ timestamp: text, smtpResponse: text }),
  deliveryDelay: object({ timestamp: text, delayType: text }),
  reject: object({ reason: text }),
  failure: object({ errorMessage: text, templateName: text }),
  open: visit,
  click: visit,
});
type Said = z.infer<typeof event>;

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Said of addresses on the account's own list, or on the one of all accounts: nothing was handed to a mail server. */
const KEPT_BACK = /^(OnAccountSuppressionList|Suppressed|OnTenantSuppressionList)$/;

/** @param type as SES calls it */
function ourType(type: string, { bounce, complaint }: Said): string {
  switch (type) {
    case 'Send':
      return 'email.sent';
    case 'Delivery':
      return 'email.delivered';
    case 'DeliveryDelay':
      return 'email.delivery_delayed';
    case 'Bounce':
      return KEPT_BACK.test(bounce.bounceSubType) ? 'email.suppressed' : 'email.bounced';
    case 'Complaint':
      if (KEPT_BACK.test(complaint.complaintSubType)) return 'email.suppressed';
      // Somebody took it out of the spam folder.
      return complaint.complaintFeedbackType === 'not-spam' ? 'not-spam' : 'email.complained';
    case 'Reject':
    case 'Rendering Failure':
      return 'email.failed';
    case 'Open':
      return 'email.opened';
    case 'Click':
      return 'email.clicked';
    default:
      return word(type);
  }
}

function subjectFrom(type: string, { mail }: Said, installationId: string): EventSubject {
  if (type === '' || mail.messageId === '') return { kind: 'none' };
  return subjectOf(mail.tags.delivery[0] ?? '', installationId);
}

function timeOf({ bounce, complaint, delivery, deliveryDelay, open, click, mail }: Said): string {
  const own = [bounce, complaint, delivery, deliveryDelay, open, click].map(({ timestamp }) => timestamp);
  return own.find(time => time !== '') ?? mail.timestamp;
}

/** As `event` reads it again: nothing but what it names, without what is empty, addresses and tokens. */
function keptOf(said: Said): unknown {
  return JSON.parse(
    JSON.stringify(said, (key, part: unknown) => {
      if (part === '' || (Array.isArray(part) && part.length === 0)) return undefined;
      if (typeof part !== 'string') return part;
      return key === 'link' ? withoutTokens(part) : masked(part);
    }),
  );
}

function lasting(type: string): BounceKind {
  const kind = type.toLowerCase();
  return kind === 'permanent' || kind === 'transient' ? kind : 'undetermined';
}

function bounceReason({ bounce: { bounceSubType, bouncedRecipients } }: Said): string {
  const { status = '', diagnosticCode = '' } = bouncedRecipients[0] ?? {};
  return masked([bounceSubType, status, diagnosticCode].filter(Boolean).join(': '));
}

function visitOf(said: z.infer<typeof visit>, at: number) {
  const time = Date.parse(said.timestamp);
  const { link, userAgent, ipAddress: ip } = said;
  return { at: Number.isNaN(time) ? at : time, link, userAgent, ip };
}
