import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Recipient } from '../../delivery/return-path.ts';
import { MOST_READ, type ReturnParts, takeReturnedMail } from './take-returned-mail.ts';

/** A returned mail may hold ours whole, pictures and all, and be read no further than its report. */
const MOST_BYTES = 10 * 1_048_576;
/** Each may hold MOST_READ of memory. */
const MOST_CONNECTIONS = 25;
const MOST_OF_ONE_PLACE = 10;
/** A report is about one mail; a server that tries addresses is sent away. */
const MOST_RECIPIENTS = 10;
const IDLE_MS = 60_000;
/** However slowly somebody writes. */
const LONGEST_MS = 5 * 60_000;
const LAST_WORDS_MS = 3_000;

export interface BounceListener {
  readonly port: number;
  /** Takes no new mail; what is being taken is answered first. */
  close(): Promise<void>;
}

export interface ListenerParts extends ReturnParts {
  readonly log: Logger;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Paths of certificate and key; absent: no STARTTLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/**
 * Takes what is sent to the return path by SMTP, and nothing else: an address is taken only where its token is one of ours,
 * and a mail is answered 250 only once its event is committed. It passes nothing on, whoever asks.
 * @throws where the port cannot be had or the certificate cannot be read
 */
export async function openBounceListener(parts: ListenerParts): Promise<BounceListener> {
  const { returnPath, log } = parts;
  const server: SMTPServer = new SMTPServer({
    name: returnPath.mailbox.replace(/^.*@/, ''),
    banner: 'returned mail only',
    ...(parts.tls && { cert: readFileSync(parts.tls.cert), key: readFileSync(parts.tls.key) }),
    disabledCommands: parts.tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    size: MOST_BYTES,
    maxClients: MOST_CONNECTIONS,
    socketTimeout: IDLE_MS,
    closeTimeout: LAST_WORDS_MS,
    logger: false,
    onConnect: (session, done) => done(welcome(server, session)),
    onRcptTo: ({ address }, session, done) => done(recipientFault(returnPath.read(address), session)),
    onData: (stream, session, done) => {
      take(parts, stream, session).then(
        fault => done(fault),
        (error: unknown) => {
          log.error({ err: error }, 'a returned mail could not be kept; whoever brought it tries again');
          done(reply(451, '4.3.0 Cannot be kept now, try again later'));
        },
      );
    },
  });
  // What goes wrong in a connection is the business of whoever opened it.
  server.on('error', error => log.debug({ err: error }, 'a connection to the return path failed'));
  const port = await listen(server, parts);
  return {
    port,
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}

function listen(server: SMTPServer, { host, port }: ListenerParts): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.off('error', reject);
      resolve((server.server.address() as AddressInfo).port);
    });
  });
}

function welcome(server: SMTPServer, { id, remoteAddress }: SMTPServerSession): Error | null {
  const connections = () => [...server.connections];
  const ofPlace = connections().filter(({ session }) => session.remoteAddress === remoteAddress);
  if (ofPlace.length > MOST_OF_ONE_PLACE) return reply(421, '4.7.0 Too many connections from there');
  setTimeout(() => {
    for (const connection of connections()) if (connection.session.id === id) connection.close();
  }, LONGEST_MS).unref();
  return null;
}

/** How many addresses of a connection were not ours. */
const strangers = new WeakMap<SMTPServerSession, number>();

function recipientFault(recipient: Recipient, session: SMTPServerSession): Error | null {
  if (recipient.kind === 'none') {
    const count = (strangers.get(session) ?? 0) + 1;
    strangers.set(session, count);
    return count > MOST_RECIPIENTS
      ? reply(421, '4.7.0 Too many unknown addresses')
      : reply(550, '5.1.1 No such address');
  }
  return session.envelope.rcptTo.length >= MOST_RECIPIENTS ? reply(452, '4.5.3 Too many recipients') : null;
}

/** @returns the answer where it is no yes */
async function take(
  parts: ListenerParts,
  stream: Readable,
  session: SMTPServerSession,
): Promise<Error | null> {
  const mail = await firstBytes(stream);
  const recipients = session.envelope.rcptTo.map(({ address }) => parts.returnPath.read(address));
  const count = await takeReturnedMail(parts, mail, recipients);
  return count > 0 ? null : reply(550, '5.7.1 It names no mail of ours');
}

/** Reads on to the end: only then may the answer follow. */
async function firstBytes(stream: Readable): Promise<Buffer> {
  const kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (length < MOST_READ) kept.push(chunk.subarray(0, MOST_READ - length));
    length += chunk.length;
  }
  return Buffer.concat(kept);
}

function reply(code: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: code });
}
