import type { HookCall } from '../../../src/feedback/event-translator.ts';
import type { TakenMail } from './taken-mail.ts';

/** What Postmark posts about one mail, each kind with the fields that are documented. */
export function postmarkEvent(
  mail: TakenMail,
  event:
    | { readonly is: 'Delivery' | 'SpamComplaint' }
    | { readonly is: 'Bounce'; readonly type: string; readonly inactive?: boolean }
    | {
        readonly is: 'Open' | 'Click';
        readonly link?: string;
        readonly userAgent?: string;
        readonly ip?: string;
      }
    | {
        readonly is: 'SubscriptionChange';
        readonly suppress: boolean;
        readonly reason: string;
        readonly origin: string;
      },
): object {
  const at = new Date(mail.at + 1_000).toISOString();
  const about = {
    MessageStream: mail.stream,
    ServerID: 1,
    MessageID: mail.id,
    Tag: mail.tag,
    Metadata: mail.metadata,
  };
  switch (event.is) {
    case 'Delivery':
      return {
        RecordType: 'Delivery',
        ...about,
        Recipient: mail.to,
        DeliveredAt: at,
        Details: `250 OK ${mail.to}`,
      };
    case 'Bounce':
      return {
        ...bounce(mail, event.type, at),
        ...about,
        Inactive: event.inactive ?? event.type === 'HardBounce',
      };
    case 'SpamComplaint':
      return { ...bounce(mail, 'SpamComplaint', at), ...about, RecordType: 'SpamComplaint', Inactive: true };
    case 'Open':
    case 'Click': {
      const visit = {
        UserAgent: event.userAgent ?? 'Mozilla/5.0',
        Geo: { IP: event.ip ?? '192.0.2.7' },
        Platform: 'Desktop',
      };
      const link =
        event.is === 'Click'
          ? { ClickLocation: 'HTML', OriginalLink: event.link ?? '' }
          : { FirstOpen: true };
      return { RecordType: event.is, ...about, ...visit, ...link, Recipient: mail.to, ReceivedAt: at };
    }
    case 'SubscriptionChange': {
      const { suppress, reason, origin } = event;
      const change = {
        SuppressSending: suppress,
        SuppressionReason: suppress ? reason : null,
        Origin: origin,
      };
      return { RecordType: event.is, ...about, ...change, Recipient: mail.to, ChangedAt: at };
    }
  }
}

function bounce(mail: TakenMail, Type: string, BouncedAt: string): object {
  return {
    RecordType: 'Bounce',
    ID: Number.parseInt(mail.id.slice(0, 8), 16),
    Type,
    Name: Type,
    Description: 'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
    Details: `smtp;550 5.1.1 <${mail.to}> unknown`,
    Email: mail.to,
    From: mail.from,
    Subject: mail.subject,
    BouncedAt,
    DumpAvailable: true,
    CanActivate: true,
  };
}

/** As it arrives at `/hooks/postmark`. @param login `user:password` */
export function hookCall(event: object, login: string): HookCall {
  const authorization = `Basic ${Buffer.from(login).toString('base64')}`;
  return {
    rawBody: JSON.stringify(event),
    header: name => (name.toLowerCase() === 'authorization' ? authorization : ''),
  };
}
