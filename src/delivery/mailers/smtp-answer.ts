import { blameOf, laterWhom } from './blame.ts';
import type { MailerAnswer } from './mailer.ts';
import { masked } from './masked.ts';

/** What nodemailer tells about a mail that did not go out. */
export interface SmtpFault {
  /** EAUTH, EENVELOPE, ECONNECTION, … */
  readonly code: string;
  /** The command the server answered: `MAIL FROM`, `RCPT TO`, `DATA`, `CONN`, … */
  readonly command: string;
  /** The server's reply code; null when it said nothing. */
  readonly reply: number | null;
  readonly message: string;
}

/** Reads the fields nodemailer puts on its errors. @throws what is no error at all */
export function smtpFault(thrown: unknown): SmtpFault {
  if (!(thrown instanceof Error)) throw thrown;
  const { code, command, responseCode } = thrown as Error & Record<string, unknown>;
  return {
    code: typeof code === 'string' ? code : 'ESMTP',
    command: typeof command === 'string' ? command : '',
    reply: typeof responseCode === 'number' ? responseCode : null,
    message: masked(thrown.message),
  };
}

/**
 * What a failed SMTP transaction means for its one mail (docs/decisions/043, 141).
 * @param bodyBegun whether a byte of the mail itself had been handed to the socket: before that, nothing was taken
 */
export function smtpAnswer(fault: SmtpFault, bodyBegun: boolean): MailerAnswer {
  const reason = `${fault.code} ${fault.command}: ${fault.message}`;
  const code = fault.reply === null ? fault.code.toLowerCase() : `smtp_${fault.reply}`;
  // 503 says that the session was out of step, not that the mail was refused.
  if (fault.reply !== null && fault.reply >= 500 && fault.reply !== 503) {
    const about = refusedWhom(fault);
    if (about === 'recipient') return rejected(fault);
    const mayBeReader = fault.command === 'RCPT TO' || fault.command === 'DATA';
    return { kind: 'refused', scope: about, code, reason, ...(mayBeReader && { mayBeReader }) };
  }
  // A failure code in the place of the final 250 is a clear no for now (RFC 5321 4.2.1), 421 included.
  if (fault.reply !== null && fault.reply >= 400) {
    const because = isOnlyReader(fault) ? 'reader' : 'busy';
    return { kind: 'wait', because, retryAfterMs: 30_000, reason };
  }
  if (bodyBegun) return { kind: 'unclear', reason };
  return unaskedAnswer(fault, code, reason);
}

/** Faults that arose on our side of the wire: no server was asked, or it never answered. */
function unaskedAnswer(fault: SmtpFault, code: string, reason: string): MailerAnswer {
  if (credentialFaults.has(fault.code) || isUntrusted(fault)) {
    return { kind: 'refused', scope: 'account', code, reason };
  }
  if (fault.code === 'EMESSAGE') return { kind: 'refused', scope: 'payload', code, reason };
  if (fault.code === 'EENVELOPE') {
    return /recipient/i.test(fault.message)
      ? rejected(fault)
      : { kind: 'refused', scope: 'account', code, reason };
  }
  return { kind: 'wait', because: 'busy', retryAfterMs: 5_000, reason };
}

/** Whether a "later" is about how many connections of ours there are at once. */
export function isTooManyAtOnce({ reply, message }: SmtpFault): boolean {
  return reply !== null && reply >= 400 && reply < 500 && tooMany.test(message);
}

const tooMany =
  /too many (\w+ ){0,3}(connections|sessions)|(connection|session|sender thread)s? limit|concurrent (\w+ )?(connections|sessions)|max(imum)? (\w+ ){0,3}(connections|sessions)/i;

/** Whether a "later" is about this one address: a full mailbox, a grey list. Anything else holds up everybody. */
function isOnlyReader({ command, reply, message }: SmtpFault): boolean {
  // 421 closes the connection, whoever the reader is.
  const late = command === 'RCPT TO' || command === 'DATA';
  return late && reply !== 421 && reply !== 503 && laterWhom(message) === 'recipient';
}

function rejected(fault: SmtpFault): MailerAnswer {
  return { kind: 'accepted', items: [{ kind: 'rejected', reason: fault.message }] };
}

/** The relay's certificate is not one this machine trusts: no waiting mends that. */
export function isUntrusted({ message }: Pick<SmtpFault, 'message'>): boolean {
  return /self[- ]signed certificate|unable to (verify|get (local )?issuer)|certificate has expired|does not match certificate/i.test(
    message,
  );
}

const credentialFaults = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ECONFIG']);

/**
 * Whom a 5yz is about. What every mail of ours would be told alike (the login, the sender, a relay that does not know
 * us, what we write) is often said only to RCPT TO or after DATA, where it must not pass for one bad address after
 * another.
 */
function refusedWhom({ code, command, reply, message }: SmtpFault): 'recipient' | 'payload' | 'account' {
  if (credentialFaults.has(code) || reply === 530 || reply === 535 || reply === 538) return 'account';
  switch (command) {
    case 'RCPT TO':
      return blameOf(message) === 'us' ? 'account' : 'recipient';
    case 'DATA': {
      const blame = blameOf(message);
      if (blame === 'recipient') return 'recipient';
      return blame === 'us' || /\blimit|quota/i.test(message) ? 'account' : 'payload';
    }
    case 'MAIL FROM':
      return reply === 552 ? 'payload' : 'account';
    default:
      return 'account';
  }
}
