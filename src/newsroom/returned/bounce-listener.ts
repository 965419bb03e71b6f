import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Recipient } from '../../delivery/return-path.ts';
import { reportLimit } from './report-limit.ts';
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
  const limited = { ...parts, admit: reportLimit(parts.now) };
  const deadlines = new Map<string, NodeJS.Timeout>();
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
    onConnect: (session, done) => {
      const fault = tooMany(server, session);
      if (!fault) deadlines.set(session.id, endLater(server, session));
      done(fault);
    },
    onClose: ({ id }) => {
      clearTimeout(deadlines.get(id));
      deadlines.delete(id);
    },
    onRcptTo: ({ address }, session, done) => done(recipientFault(returnPath.read(address), session)),
    onData: (stream, session, done) => {
      take(limited, stream, session).then(
        fault => done(fault),
        (error: unknown) => {
          // Who hung up in the middle of a mail has had no yes, and is no fault of ours.
          const isGone = stream.errored !== null;
          log[isGone ? 'debug' : 'error'](
            { err: error },
            'a returned mail could not be kept; whoever brought it tries again',
          );
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

function tooMany(server: SMTPServer, { remoteAddress }: SMTPServerSession): Error | null {
  const ofPlace = [...server.connections].filter(({ session }) => session.remoteAddress === remoteAddress);
  return ofPlace.length > MOST_OF_ONE_PLACE ? reply(421, '4.7.0 Too many connections from there') : null;
}

function endLater(server: SMTPServer, { id }: SMTPServerSession): NodeJS.Timeout {
  return setTimeout(() => {
    for (const connection of server.connections) if (connection.session.id === id) connection.close();
  }, LONGEST_MS).unref();
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
  if (count === 'too_many') return reply(450, '4.7.1 Too many reports about one mail, try again later');
  return count > 0 ? null : reply(550, '5.7.1 It names no mail of ours');
}

const FIRST_BYTES = 65_536;

/** Reads on to the end: only then may the answer follow. */
async function firstBytes(stream: Readable): Promise<Buffer> {
  // Into one piece of memory: a mail of dots comes in hundreds of thousands of pieces, each of which costs an object.
  let kept = Buffer.allocUnsafe(FIRST_BYTES);
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const part = chunk.subarray(0, MOST_READ - length);
    while (length + part.length > kept.length) kept = Buffer.concat([kept], 2 * kept.length);
    length += part.copy(kept, length);
  }
  return kept.subarray(0, length);
}

function reply(code: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: code });
}
