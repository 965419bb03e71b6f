import { PassThrough } from 'node:stream';
import nodemailer from 'nodemailer';
import { mailboxOf } from '../mail-headers.ts';
import { type DkimSettings, dkimSigner } from './dkim.ts';
import type { Mailer, MailerAnswer, MailMessage } from './mailer.ts';
import { addressFault, messageId, mimeBytes } from './mime.ts';
import { smtpAnswer, smtpFault } from './smtp-answer.ts';

export interface SmtpOptions {
  /** SMTP_URL: `smtp(s)://user:pass@host:port`. */
  readonly url: string;
  readonly dkim?: DkimSettings;
  /** Epoch milliseconds: the Date header. */
  readonly clock: () => number;
  /** Connections kept open at most; 3 when absent. */
  readonly connections?: number;
}

/**
 * Mails over SMTP, one a call: the protocol knows no idempotency key, so what a kill leaves unclear can never be asked
 * for again and has to be as little as possible (docs/decisions/043).
 * @throws Error when the DKIM key cannot sign
 */
export function smtpMailer(options: SmtpOptions): Mailer {
  const sign = options.dkim ? dkimSigner(options.dkim) : (mail: Buffer) => Promise.resolve(mail);
  const pool = smtpPool(options);
  return {
    name: 'smtp',
    maxBatch: 1,
    keyWindowMs: null,
    async submit(messages, { signal }) {
      const [message] = messages;
      if (!message || messages.length > 1) throw new Error(`One call takes 1 mail, got ${messages.length}.`);
      if (signal.aborted) {
        return {
          kind: 'wait',
          because: 'busy',
          retryAfterMs: 0,
          reason: 'stopped before the mail was handed over',
        };
      }
      const fault = addressFault(message.to);
      if (fault !== null) {
        return { kind: 'accepted', items: [{ kind: 'rejected', reason: `The address is ${fault}.` }] };
      }
      const bytes = await sign(await mimeBytes(message, options.clock()));
      return handOver(pool, message, bytes, signal);
    },
    close: () => {
      pool.close();
      return Promise.resolve();
    },
  };
}

type SmtpPool = ReturnType<typeof smtpPool>;

/** The bodies of mails on their way, by envelope: nodemailer reads one only once the server has said yes to DATA. */
const bodies = new WeakMap<object, PassThrough>();

function smtpPool(options: SmtpOptions) {
  const pool = nodemailer.createTransport({
    url: options.url,
    pool: true,
    maxConnections: options.connections ?? 3,
    // By itself the pool would hand a mail over again when a connection closes under it.
    maxRequeues: 0,
    ...smtpSecurity(options.url),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  pool.use('stream', (mail, done) => {
    const body = new PassThrough();
    if (mail.data.envelope) bodies.set(mail.data.envelope, body);
    mail.message.processFunc(input => input.on('error', fault => body.destroy(fault)).pipe(body));
    done();
  });
  return pool;
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * What is asked of a relay's encryption. A password does not cross a network in the clear. To a relay on this machine that
 * needs no password, nobody can stand in between: its certificate, self-signed by default on Debian, need not be known.
 */
export function smtpSecurity(url: string) {
  const { hostname, username } = new URL(url);
  const isHere = loopback.test(hostname);
  return {
    requireTLS: username !== '' && !isHere,
    tls: { rejectUnauthorized: !(isHere && username === '') },
  };
}

async function handOver(
  pool: SmtpPool,
  message: MailMessage,
  raw: Buffer,
  signal: AbortSignal,
): Promise<MailerAnswer> {
  const envelope = { from: mailboxOf(message.from), to: [message.to] };
  try {
    await pool.sendMail({ raw, envelope, signal });
    return { kind: 'accepted', items: [{ kind: 'accepted', id: messageId(message) }] };
  } catch (thrown) {
    return smtpAnswer(smtpFault(thrown), bodies.get(envelope)?.readableDidRead ?? true);
  }
}
