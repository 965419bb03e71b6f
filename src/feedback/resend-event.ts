import { z } from 'zod';
import { masked } from '../delivery/mailers/masked.ts';
import { kept, withoutTokens, word } from './kept-body.ts';
import type { LeaverOf } from './leave-mail.ts';
import {
  type BounceKind,
  type EventSubject,
  type MailEvent,
  type MailFact,
  subjectOf,
} from './mail-event.ts';
import type { WebhookCall } from './webhook-call.ts';

/**
 * Translates a genuine call. Never fails: a body that makes no sense becomes an event that is kept and ignored.
 * @param installationId tells our mails from those of another database on the same account
 * @param leaverOf asked about mails that came in, while address and subject are at hand: neither is kept
 */
export function translateResendEvent(
  call: WebhookCall,
  installationId: string,
  leaverOf: LeaverOf = () => null,
): MailEvent {
  const parsed = parse(call.rawBody);
  const signedAt = Number.parseInt(call.timestamp, 10) * 1000;
  const { type, created_at, data } = envelope.parse(parsed);
  const createdAt = Date.parse(created_at);
  const { to, received_for, subject } = data;
  const asked = type === RECEIVED ? { leave: leaverOf({ to: [...to, ...received_for], subject }) } : {};
  return {
    source: 'resend',
    eventId: word(call.id),
    type: word(type),
    at: Number.isNaN(createdAt) ? signedAt : createdAt,
    providerId: word(data.email_id),
    subject: subjectFrom(type, tagOf(data.tags), installationId),
    body: JSON.stringify(
      parsed === undefined
        ? { unreadable: withoutTokens(call.rawBody).slice(0, 200) }
        : withAsked(kept(parsed), asked),
    ),
  };
}

/**
 * What a stored event says: the same now as when it came, and as a later version of these rules reads it.
 * @param at when it happened, for those that carry no time of their own
 */
export function resendFact(type: string, body: string, at: number): MailFact {
  const { data, leave } = envelope.parse(parse(body));
  switch (type) {
    case 'email.sent':
    case 'email.scheduled':
      return { kind: 'submitted' };
    case 'email.delivered':
      return { kind: 'delivered' };
    case 'email.delivery_delayed':
      return { kind: 'delayed' };
    case 'email.complained':
      return { kind: 'complained' };
    case 'email.bounced':
      return { kind: 'bounced', lasting: lasting(data.bounce.type), reason: reasonOf(data.bounce) };
    case 'email.suppressed':
      return {
        kind: 'suppressed',
        because: data.suppressed.reason === 'previous_complaint' ? 'complaint' : 'bounce',
        reason: reasonOf(data.suppressed),
      };
    case 'email.failed':
      return { kind: 'failed', reason: reasonOf(data.failed) };
    case 'email.opened':
      return { kind: 'opened', visit: visitOf(data.open, at) };
    case 'email.clicked':
      return { kind: 'clicked', visit: visitOf(data.click, at) };
    case RECEIVED:
      return leave === null ? { kind: 'other' } : { kind: 'leave', subscriberId: leave };
    default:
      return { kind: 'other' };
  }
}

/** Somebody wrote to an address of ours at the mail API. */
const RECEIVED = 'email.received';

// Whatever is missing or of another type reads as empty: nothing in here may throw.
const text = z.string().catch('');
const detail = z
  .object({ type: text, subType: text, reason: text, message: text })
  .catch({ type: '', subType: '', reason: '', message: '' });
const list = z.array(text).catch([]);
const visit = z
  .object({ ipAddress: text, link: text, timestamp: text, userAgent: text })
  .catch({ ipAddress: '', link: '', timestamp: '', userAgent: '' });
const fields = z.object({
  email_id: text,
  tags: z.unknown().optional(),
  to: list,
  received_for: list,
  subject: text,
  bounce: detail,
  suppressed: detail,
  failed: detail,
  open: visit,
  click: visit,
});
const noFields = fields.parse({});
const envelope = z
  .object({
    type: text,
    created_at: text,
    data: fields.catch(noFields),
    /** Ours, in a stored event: who asks to leave. */
    leave: z.int().positive().nullable().catch(null),
  })
  .catch({ type: '', created_at: '', data: noFields, leave: null });

function parse(rawBody: string): unknown {
  try {
    return JSON.parse(rawBody);
  } catch {
    return undefined;
  }
}

/** Documented as a map; the list that requests take is read as well. */
function tagOf(tags: unknown): string {
  const list = z.array(z.object({ name: text, value: text })).safeParse(tags);
  if (list.success) return list.data.find(tag => tag.name === 'delivery')?.value ?? '';
  return z.object({ delivery: text }).catch({ delivery: '' }).parse(tags).delivery;
}

function subjectFrom(type: string, tag: string, installationId: string): EventSubject {
  // A mail that came in has an id too, and no delivery of ours.
  if (!type.startsWith('email.') || type === RECEIVED) return { kind: 'none' };
  return subjectOf(tag, installationId);
}

function lasting(type: string): BounceKind {
  const kind = type.toLowerCase();
  return kind === 'permanent' || kind === 'transient' ? kind : 'undetermined';
}

function reasonOf(said: z.infer<typeof detail>): string {
  return masked([said.subType, said.reason, said.message].filter(Boolean).join(': '));
}

function visitOf(said: z.infer<typeof visit>, at: number) {
  const time = Date.parse(said.timestamp);
  return {
    at: Number.isNaN(time) ? at : time,
    link: said.link,
    userAgent: said.userAgent,
    ip: said.ipAddress,
  };
}

function withAsked(body: unknown, asked: object): unknown {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body, ...asked } : body;
}
