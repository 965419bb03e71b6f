import { createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** One mail as an SMTP server took it. */
export interface SunkMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Without dot-stuffing. */
  readonly raw: Buffer;
}

/**
 * What the sink says in place of its usual answer: a reply line, or it breaks or closes the connection, or says nothing,
 * or it says the usual answer late; or it does as it was told and breaks the connection before it has said so.
 */
export type SmtpReaction =
  | string
  | 'reset'
  | 'lost'
  | 'close'
  | 'silence'
  | { readonly afterMs: number }
  | { readonly after: Promise<unknown> }
  | null;

export interface SmtpSink {
  readonly port: number;
  readonly mails: readonly SunkMail[];
  /** The commands as they came; `.` is the end of a mail. */
  readonly commands: readonly string[];
  readonly connections: number;
  /** Asked at every command; `connect` for the greeting, `.` once a whole mail is there. Null: the usual answer. */
  react: (command: string) => SmtpReaction;
  close(): Promise<void>;
}

/** A plain SMTP server on 127.0.0.1 with AUTH PLAIN for `user` and `secret`. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const state = { mails: [] as SunkMail[], commands: [] as string[], connections: 0 };
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, socket => {
    state.connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    converse(socket, sink, state);
  });
  const sink: SmtpSink = {
    get port() {
      const address = server.address();
      return typeof address === 'object' && address ? address.port : 0;
    },
    mails: state.mails,
    commands: state.commands,
    get connections() {
      return state.connections;
    },
    react: () => null,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return sink;
}

function converse(socket: Socket, sink: SmtpSink, state: { mails: SunkMail[]; commands: string[] }): void {
  let buffered = '';
  let body = false;
  let envelope = { from: '', to: [] as string[] };
  const say = (command: string, usual: string): boolean => {
    state.commands.push(command);
    const reaction = sink.react(command);
    if (reaction === 'reset' || reaction === 'lost') socket.resetAndDestroy();
    else if (reaction === 'close') socket.end();
    else if (typeof reaction === 'object' && reaction) {
      const late = 'after' in reaction ? reaction.after : delay(reaction.afterMs);
      void late.then(() => socket.write(`${usual}\r\n`));
      return true;
    } else if (reaction !== 'silence') socket.write(`${reaction ?? usual}\r\n`);
    return reaction === null || reaction === 'lost';
  };
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'EHLO') say(line, '250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 AUTH PLAIN');
    else if (verb === 'AUTH') {
      const good = Buffer.from('\0user\0secret').toString('base64');
      say(line, line.endsWith(good) ? '235 2.7.0 Accepted' : '535 5.7.8 Authentication credentials invalid');
    } else if (verb === 'MAIL') {
      if (say(line, '250 2.1.0 Ok')) envelope = { from: address, to: [] };
    } else if (verb === 'RCPT') {
      if (say(line, '250 2.1.5 Ok')) envelope.to.push(address);
    } else if (verb === 'DATA') {
      body =
        say(line, envelope.to.length > 0 ? '354 Go on' : '554 5.5.1 No recipients') && envelope.to.length > 0;
    } else if (verb === 'QUIT') {
      say(line, '221 Bye');
      socket.end();
    } else say(line, '250 Ok');
  };
  socket.setEncoding('latin1').on('data', chunk => {
    buffered += chunk;
    for (;;) {
      const end = body ? buffered.search(/(^|\r\n)\.\r\n/) : buffered.indexOf('\r\n');
      if (end < 0) return;
      if (body) {
        const stop = buffered.indexOf('.\r\n', end);
        const raw = Buffer.from(buffered.slice(0, stop).replace(/(^|\r\n)\.\./g, '$1.'), 'latin1');
        buffered = buffered.slice(stop + 3);
        body = false;
        if (say('.', '250 2.0.0 Ok: queued as 4711')) state.mails.push({ ...envelope, raw });
      } else {
        const line = buffered.slice(0, end);
        buffered = buffered.slice(end + 2);
        command(line);
      }
    }
  });
  say('connect', '220 sink ESMTP');
}
