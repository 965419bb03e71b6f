import { mailboxOf } from '../mail-headers.ts';
import { accountDigest } from './account.ts';
import { type DkimSettings, dkimFields, dkimSigner } from './dkim.ts';
import { NO_EVIDENCE, ONLY_TROUBLE } from './evidence.ts';
import type { Mailer, MailerAnswer, MailMessage } from './mailer.ts';
import { addressFault, messageId, mimeBytes } from './mime.ts';
import { type ReadyMail, type ReturnAddress, smtpPool } from './smtp-pool.ts';
import { smtpWire } from './smtp-wire.ts';

export interface SmtpOptions {
  /** SMTP_URL: `smtp(s)://user:pass@host:port`. */
  readonly url: string;
  readonly dkim?: DkimSettings;
  /** Epoch milliseconds: the Date header. */
  readonly clock: () => number;
  /** Where bounces come back to; to the sender when absent. */
  readonly returnTo?: ReturnAddress;
  /** Connections kept open at most; 6 when absent. */
  readonly connections?: number;
}

/** While three mails are being answered the next ones have told whom they are for. */
const CONNECTIONS = 6;

/** Ten minutes after the final dot (RFC 5321 4.5.3.2.6), and some for what comes before it. */
const PATIENCE_MS = 12 * 60_000;

/**
 * Mails over SMTP, one a call: the protocol knows no idempotency key, so what a kill leaves unclear can never be asked
 * for again and has to be as little as possible (docs/decisions/043).
 * @throws Error when the DKIM key cannot sign
 */
export function smtpMailer(options: SmtpOptions): Mailer {
  const sign = options.dkim ? dkimSigner(options.dkim) : (mail: Buffer) => mail;
  const pool = smtpPool(options.url, options.connections ?? CONNECTIONS);
  const { host, username } = new URL(options.url);
  let underWay = 0;
  const handOver = async (
    mail: ReadyMail,
    how: Parameters<typeof pool.handOver>[1],
  ): Promise<MailerAnswer> => {
    underWay += 1;
    try {
      return await pool.handOver(mail, how);
    } finally {
      underWay -= 1;
    }
  };
  return {
    name: 'smtp',
    account: accountDigest(host, username),
    maxBatch: 1,
    keyWindowMs: null,
    evidence: options.returnTo ? ONLY_TROUBLE : NO_EVIDENCE,
    patienceMs: PATIENCE_MS,
    tellsHandover: true,
    underWay: () => underWay,
    bulk: smtpWire({
      handOver,
      clock: options.clock,
      ...(options.dkim && { sign: dkimFields(options.dkim) }),
      ...(options.returnTo && { returnTo: options.returnTo }),
    }),
    async submit(messages, { signal, onHandover, date }) {
      const [message] = messages;
      if (!message || messages.length > 1) throw new Error(`One call takes 1 mail, got ${messages.length}.`);
      const fault = addressFault(message.to);
      if (fault !== null) {
        return { kind: 'accepted', items: [{ kind: 'rejected', reason: `The address is ${fault}.` }] };
      }
      const bytes = sign(await mimeBytes(message, date ?? options.clock()));
      return handOver(readyMail(message, bytes, options.returnTo), { signal, onHandover });
    },
    close: () => pool.close(),
  };
}

function readyMail(message: MailMessage, bytes: Buffer, returnTo: ReturnAddress | undefined): ReadyMail {
  const from = mailboxOf(message.from);
  return {
    envelope: { from, ...returnTo?.(message.tags.delivery ?? ''), to: [message.to] },
    messageId: messageId(message),
    bytes,
    needsNoDots: false,
  };
}
