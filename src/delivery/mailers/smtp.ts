import { type EventEmitter, once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import { mailboxOf } from '../mail-headers.ts';
import { accountDigest } from './account.ts';
import { type DkimSettings, dkimSigner } from './dkim.ts';
import { NO_EVIDENCE } from './evidence.ts';
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
  const sign = options.dkim ? dkimSigner(options.dkim) : (mail: Buffer) => mail;
  const pool = smtpPool(options);
  const { host, username } = new URL(options.url);
  let underWay = 0;
  return {
    name: 'smtp',
    account: accountDigest(host, username),
    maxBatch: 1,
    keyWindowMs: null,
    evidence: NO_EVIDENCE,
    patienceMs: PATIENCE_MS,
    tellsHandover: true,
    underWay: () => underWay,
    async submit(messages, { signal, onHandover, date }) {
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
      const bytes = sign(await mimeBytes(message, date ?? options.clock()));
      underWay += 1;
      try {
        return await handOver(pool, message, bytes, { signal, onHandover });
      } finally {
        underWay -= 1;
      }
    },
    close: async () => {
      await sayGoodbye(pool);
      pool.close();
    },
  };
}

/** Ten minutes after the final dot (RFC 5321 4.5.3.2.6), and some for what comes before it. */
const PATIENCE_MS = 12 * 60_000;
const SOCKET_TIMEOUT_MS = 10 * 60_000 + 30_000;
/** How long a server may take over its goodbye. */
const GOODBYE_MS = 1_000;

type SmtpPool = ReturnType<typeof smtpPool>;

/** What to wait for before the first byte of a mail is given out, by envelope: nodemailer reads after the yes to DATA. */
const handovers = new WeakMap<object, () => Promise<void>>();

function smtpPool(options: SmtpOptions) {
  const pool = nodemailer.createTransport({
    url: options.url,
    pool: true,
    maxConnections: options.connections ?? 3,
    // By itself the pool would hand a mail over again when a connection closes under it.
    maxRequeues: 0,
    socketTimeout: SOCKET_TIMEOUT_MS,
    ...smtpSecurity(options.url),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  pool.use('stream', (mail, done) => {
    const first = mail.data.envelope && handovers.get(mail.data.envelope);
    mail.message.processFunc(input => Readable.from(gated(input, first), { objectMode: false }));
    done();
  });
  return pool;
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** A body that gives its first byte once `first` has been waited for; when that fails, none. Begins when it is read. */
async function* gated(input: Readable, first: (() => Promise<void>) | undefined) {
  await first?.();
  yield* input;
}

/** The pool closes its connections without a word (RFC 5321 4.1.1.10), so those at rest are told first. */
async function sayGoodbye(pool: SmtpPool): Promise<void> {
  const { _connections: resources = [] } = pool.transporter as {
    readonly _connections?: readonly Resource[];
  };
  const leaving = resources.filter(({ available, connection }) => available && connection);
  const gone = leaving.map(resource => {
    const closed = once(resource, 'close');
    resource.connection?.quit();
    return closed;
  });
  const patience = new AbortController();
  await Promise.race([Promise.all(gone), setTimeout(GOODBYE_MS, undefined, { signal: patience.signal })]);
  patience.abort();
}

/** What nodemailer's pool keeps of a connection. */
interface Resource extends EventEmitter {
  readonly available: boolean;
  readonly connection?: { quit(): void };
}

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
  {
    signal,
    onHandover,
  }: { readonly signal: AbortSignal; readonly onHandover: (() => Promise<void>) | undefined },
): Promise<MailerAnswer> {
  const envelope = { from: mailboxOf(message.from), to: [message.to] };
  let isHandedOver = false;
  handovers.set(envelope, async () => {
    await onHandover?.();
    isHandedOver = true;
  });
  try {
    await pool.sendMail({ raw, envelope, signal });
    return { kind: 'accepted', items: [{ kind: 'accepted', id: messageId(message) }] };
  } catch (thrown) {
    return smtpAnswer(smtpFault(thrown), isHandedOver);
  }
}
