import { bare, type Result, type WireMail } from './taken-mail.ts';

/** A message stream as `GET /message-streams/<id>` shows it. */
export interface Stream {
  readonly type: 'Broadcasts' | 'Transactional' | 'Inbound';
  readonly archivedAt: string | null;
  readonly unsubscribes: 'Postmark' | 'Custom' | 'None';
}

/** A webhook as `GET /webhooks` shows it. */
export interface Hook {
  readonly url: string;
  readonly stream: string;
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly triggers: readonly (
    | 'Delivery'
    | 'Bounce'
    | 'SpamComplaint'
    | 'SubscriptionChange'
    | 'Open'
    | 'Click'
  )[];
}

/** A Postmark server and the account it belongs to, as a person has set them up. */
export interface Account {
  token: string;
  state: 'approved' | 'pending' | 'may not send' | 'no credits';
  /** A sandbox takes mails and delivers none. */
  delivery: 'Live' | 'Sandbox';
  /** Domains a sender may be at; null for any. */
  domains: readonly string[] | null;
  readonly streams: Map<string, Stream>;
  hooks: readonly Hook[];
  /** On the list of suppressions, by address in lower case. */
  readonly inactive: Map<string, 'HardBounce' | 'SpamComplaint' | 'ManualSuppression'>;
}

export function freshAccount(): Account {
  return {
    token: '11111111-2222-4333-8444-555555555555',
    state: 'approved',
    delivery: 'Live',
    domains: null,
    streams: new Map<string, Stream>([
      ['outbound', { type: 'Transactional', archivedAt: null, unsubscribes: 'None' }],
      ['broadcast', { type: 'Broadcasts', archivedAt: null, unsubscribes: 'Custom' }],
      ['inbound', { type: 'Inbound', archivedAt: null, unsubscribes: 'None' }],
    ]),
    hooks: [],
    inactive: new Map(),
  };
}

/** What the account says to one mail that is well formed; null where it takes it. */
export function refusalOf(account: Account, mail: WireMail): Result | null {
  const stream = account.streams.get(mail.MessageStream);
  if (!stream || stream.archivedAt !== null) {
    return no(1235, `The 'MessageStream' provided does not exist on this server: '${mail.MessageStream}'.`);
  }
  if (stream.type === 'Inbound') return no(1236, "Sending is not supported on the supplied 'MessageStream'.");
  const domain = domainOf(bare(mail.From));
  if (account.domains && !account.domains.includes(domain)) {
    return no(
      400,
      `The 'From' address you supplied (${bare(mail.From)}) is not a Sender Signature on your account.`,
    );
  }
  switch (account.state) {
    case 'may not send':
      return no(413, 'Your account has not been approved for sending.');
    case 'no credits':
      return no(405, 'You have run out of credits. Please visit your account page to purchase more.');
    case 'pending':
      if (domainOf(mail.To) !== domain) {
        return no(
          412,
          "While your account is pending approval, all recipient addresses must share the same domain as the 'From' address.",
        );
      }
      break;
    case 'approved':
      break;
  }
  if (!account.inactive.has(mail.To.toLowerCase())) return null;
  return no(
    406,
    `You tried to send to recipient(s) that have been marked as inactive. Found inactive addresses: ${mail.To}. ` +
      'Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression.',
  );
}

function no(ErrorCode: number, Message: string): Result {
  return { ErrorCode, Message };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
