import { masked } from '../delivery/mailers/masked.ts';
import type { BounceKind, MailFact } from './mail-event.ts';

/** What Postmark posts about a mail that came back, or about one that something answered. */
export interface SaidBounce {
  readonly Type: string;
  readonly Description: string;
  readonly Details: string;
  /** Whether Postmark sends nothing more there. */
  readonly Inactive: boolean;
}

/** Postmark calls everything a bounce that comes back. What its types mean: docs/decisions/204. */
export function postmarkBounce(said: SaidBounce): MailFact {
  const reason = masked([said.Type, said.Details || said.Description].filter(Boolean).join(': '));
  switch (said.Type) {
    case 'HardBounce':
    case 'BadEmailAddress':
      return bounced('permanent', reason);
    case 'SoftBounce':
    case 'DnsError':
      return bounced(said.Inactive ? 'permanent' : 'transient', reason);
    case 'Transient':
      return { kind: 'delayed' };
    case 'SpamComplaint':
      return { kind: 'complained' };
    // Somebody has put the address on the list by hand, or the reader has asked whoever answers there.
    case 'ManuallyDeactivated':
    case 'Unsubscribe':
      return { kind: 'suppressed', because: 'complaint', reason };
    // Nothing the reader's server has seen.
    case 'SMTPApiError':
    case 'DMARCPolicy':
    case 'TemplateRenderingFailed':
      return { kind: 'failed', reason };
    // The mail has arrived, and something answered it.
    case 'AutoResponder':
    case 'AddressChange':
    case 'ChallengeVerification':
    case 'Subscribe':
    case 'OpenRelayTest':
      return { kind: 'submitted' };
    case 'InboundError':
      return { kind: 'other' };
    // Unknown, SpamNotification, VirusNotification, Blocked, Unconfirmed, and what may come to be: back, and why is open.
    default:
      return bounced(said.Inactive ? 'permanent' : 'undetermined', reason);
  }
}

function bounced(lasting: BounceKind, reason: string): MailFact {
  return { kind: 'bounced', lasting, reason };
}
