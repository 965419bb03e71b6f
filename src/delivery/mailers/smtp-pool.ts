import { type EventEmitter, once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import SMTPPool from 'nodemailer/lib/smtp-pool';
import { HeldMail } from './held-mail.ts';
import type { MailerAnswer } from './mailer.ts';
import { isTooManyAtOnce, smtpAnswer, smtpFault } from './smtp-answer.ts';

/**
 * Where what comes of a mail is reported. With an `envelopeId` the relay is asked for reports, if it gives any
 * (RFC 3461), and names it in them.
 * @param delivery the mail's `delivery` tag, '' for none
 */
export type ReturnAddress = (delivery: string) => { readonly from: string; readonly envelopeId?: string };

/** A mail that is ready to go. */
export interface ReadyMail {
  readonly envelope: ReturnType<ReturnAddress> & { readonly to: readonly string[] };
  readonly messageId: string;
  readonly bytes: Uint8Array;
  /** As HeldMailOptions. */
  readonly needsNoDots: boolean;
}

/** Connections to one mail server, kept open. */
export interface SmtpPool {
  /** Hands over a mail, once. Never throws for what the network or the server answers. */
  handOver(
    mail: ReadyMail,
    options: { readonly signal: AbortSignal; readonly onHandover?: (() => Promise<void>) | undefined },
  ): Promise<MailerAnswer>;
  close(): Promise<void>;
}

const SOCKET_TIMEOUT_MS = 10 * 60_000 + 30_000;
/** Before a mail is tried again over one of the connections that are left. */
const FEWER_RETRY_MS = 1_000;
/** How long a server may take over its goodbye. */
const GOODBYE_MS = 1_000;

/** @param url SMTP_URL @param connections kept open at most */
export function smtpPool(url: string, connections: number): SmtpPool {
  const pool = new SMTPPool({
    url,
    maxConnections: connections,
    // By itself the pool would hand a mail over again when a connection closes under it.
    maxRequeues: 0,
    socketTimeout: SOCKET_TIMEOUT_MS,
    ...smtpSecurity(url),
  });
  return {
    handOver: async (mail, { signal, onHandover }) => {
      if (signal.aborted) return STOPPED;
      let isHandedOver = false;
      const before = async () => {
        await onHandover?.();
        isHandedOver = true;
      };
      try {
        await sent(pool, mail, signal, before);
        return { kind: 'accepted', items: [{ kind: 'accepted', id: mail.messageId }] };
      } catch (thrown) {
        const fault = smtpFault(thrown);
        if (!isTooManyAtOnce(fault) || !goOnWithFewer(pool)) return smtpAnswer(fault, isHandedOver);
        const reason = `${fault.code} ${fault.command}: ${fault.message}`;
        return { kind: 'wait', because: 'busy', alone: true, retryAfterMs: FEWER_RETRY_MS, reason };
      }
    },
    close: async () => {
      await sayGoodbye(pool);
      pool.close();
    },
  };
}

const STOPPED = {
  kind: 'wait',
  because: 'busy',
  retryAfterMs: 0,
  reason: 'stopped before the mail was handed over',
} as const;

/** @throws what the pool says of a mail that did not go out */
function sent(pool: SMTPPool, mail: ReadyMail, signal: AbortSignal, before: () => Promise<void>) {
  const { envelope, messageId, bytes, needsNoDots } = mail;
  // What of a message the pool asks for: the library's own would be taken apart and put together again first.
  const message = {
    getEnvelope: () => ({ from: envelope.from, to: [...envelope.to] }),
    messageId: () => messageId,
    getHeader: () => messageId,
    createReadStream: () => new HeldMail({ bytes, needsNoDots, before }),
  };
  return new Promise<void>((resolve, reject) => {
    // Left out by the library where the server does not announce DSN.
    const dsn = envelope.envelopeId !== undefined && { ...ASK_FOR_REPORTS, envid: envelope.envelopeId };
    const asMail = { data: { signal, ...(dsn && { dsn }) }, message } as unknown as Parameters<
      SMTPPool['send']
    >[0];
    pool.send(asMail, fault => (fault ? reject(fault) : resolve()));
  });
}

/** Of what fails or is late, with the headers of the mail alone: a report of each delivery would be as many mails again. */
const ASK_FOR_REPORTS = { ret: 'HDRS', notify: ['FAILURE', 'DELAY'] };

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

/** Does without a connection that the server has not room for. @returns whether there are others */
function goOnWithFewer(pool: SMTPPool): boolean {
  const open = connectionsOf(pool);
  const most = Math.min(pool.options.maxConnections, Math.max(1, open.length)) - 1;
  if (most < 1) return false;
  pool.options.maxConnections = most;
  for (const { connection } of open.filter(({ available }) => available).slice(most)) connection?.quit();
  return true;
}

function connectionsOf(pool: SMTPPool): readonly Resource[] {
  return (pool as unknown as { readonly _connections?: readonly Resource[] })._connections ?? [];
}

/** The pool closes its connections without a word (RFC 5321 4.1.1.10), so those at rest are told first. */
async function sayGoodbye(pool: SMTPPool): Promise<void> {
  const leaving = connectionsOf(pool).filter(({ available, connection }) => available && connection);
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
