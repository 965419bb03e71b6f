import { type AddressInfo, createServer, type Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import { type AcceptedMail, contentHash, type Ledger as Taken } from '../stand-in/ledger.ts';
import type { KitMail } from './kit.ts';
import { plainParts } from './words.ts';

/** What a relay says in the place of a yes: a reply, or the yes late, or it takes the mail and the connection breaks. */
export type RelayAnswer = string | { readonly afterMs: number } | 'lost' | null;

export type RelayStep = 'RCPT' | '.';

/** A mail whose bytes began to arrive. */
interface OnTheWire {
  readonly to: string;
  readonly since: number;
  /** When its sender could know; null while it cannot, for ever if the connection broke before. */
  answeredAt: number | null;
}

/** A relay that takes mails over SMTP and writes down each one by its reader: what a sender without keys is measured by. */
export interface Relay {
  readonly port: number;
  /** Asked about each reader and, once the whole mail is there, again; null for a yes. */
  answer: (step: RelayStep, to: string) => RelayAnswer;
  attempts(): number;
  accepted(): number;
  refuse(addresses: readonly string[]): void;
  /** Every mail whose bytes had begun to arrive, for what a kill leaves unclear. */
  onTheWire(): readonly OnTheWire[];
  taken(): Promise<Taken>;
  /** The same mails with their parts. */
  shown(): Promise<readonly KitMail[]>;
  close(): Promise<void>;
}

export async function startRelay(): Promise<Relay> {
  const mails: TakenMail[] = [];
  const wire: OnTheWire[] = [];
  const sockets = new Set<Socket>();
  const refused = new Set<string>();
  let attempts = 0;
  const desk: Desk = {
    rcpt: to => {
      attempts += 1;
      return refused.has(to)
        ? `550 5.1.1 <${to}>: Recipient address rejected: User unknown`
        : relay.answer('RCPT', to);
    },
    begins: to => {
      const entry: OnTheWire = { to, since: performance.now(), answeredAt: null };
      wire.push(entry);
      return entry;
    },
    dot: to => relay.answer('.', to),
    take: (to, raw) => mails.push({ to, raw }),
  };
  const server = createServer({ noDelay: true }, socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    converse(socket, desk);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const relay: Relay = {
    port: (server.address() as AddressInfo).port,
    answer: () => null,
    attempts: () => attempts,
    accepted: () => mails.length,
    refuse: addresses => {
      for (const address of addresses) refused.add(address);
    },
    onTheWire: () => wire,
    taken: async () => takenBy(await Promise.all(mails.map(readMail)), attempts),
    shown: () => Promise.all(mails.map(shownMail)),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return relay;
}

interface Desk {
  rcpt(to: string): RelayAnswer;
  begins(to: string): OnTheWire;
  dot(to: string): RelayAnswer;
  take(to: string, raw: Buffer): void;
}

function converse(socket: Socket, desk: Desk): void {
  let to = '';
  let body: OnTheWire | null = null;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const command = (line: string): void => {
    switch (line.slice(0, 4).toUpperCase()) {
      case 'EHLO':
        return void say('250-relay\r\n250-PIPELINING\r\n250 8BITMIME');
      case 'MAIL':
        to = '';
        return void say('250 2.1.0 Ok');
      case 'RCPT': {
        const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
        const answer = desk.rcpt(address);
        if (typeof answer === 'string') return void say(answer);
        to = address;
        return void say('250 2.1.5 Ok');
      }
      case 'DATA':
        if (to === '') return void say('554 5.5.1 No recipients');
        body = desk.begins(to);
        return void say('354 Go on');
      case 'QUIT':
        return void socket.end('221 Bye\r\n');
      default:
        return void say('250 Ok');
    }
  };
  const wholeMail = (entry: OnTheWire, raw: Buffer): void => {
    const answer = desk.dot(entry.to);
    if (typeof answer === 'string' && answer !== 'lost') {
      entry.answeredAt = performance.now();
      return void say(answer);
    }
    desk.take(entry.to, raw);
    if (answer === 'lost') return void socket.resetAndDestroy();
    const yes = () => {
      entry.answeredAt = performance.now();
      say('250 2.0.0 Ok: queued');
    };
    if (answer === null) yes();
    else setTimeout(yes, answer.afterMs);
  };
  readConversation(socket, () => body !== null, {
    line: command,
    mail: raw => {
      const entry = body;
      body = null;
      if (entry) wholeMail(entry, raw);
    },
  });
  say('220 relay ESMTP');
}

function readConversation(
  socket: Socket,
  isInMail: () => boolean,
  on: { readonly line: (line: string) => void; readonly mail: (raw: Buffer) => void },
): void {
  let buffered = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    buffered += chunk;
    for (;;) {
      const inMail = isInMail();
      const end = inMail ? buffered.search(/(^|\r\n)\.\r\n/) : buffered.indexOf('\r\n');
      if (end < 0) return;
      if (inMail) {
        const stop = buffered.indexOf('.\r\n', end);
        const raw = Buffer.from(buffered.slice(0, stop).replace(/(^|\r\n)\.\./g, '$1.'), 'latin1');
        buffered = buffered.slice(stop + 3);
        on.mail(raw);
      } else {
        const line = buffered.slice(0, end);
        buffered = buffered.slice(end + 2);
        on.line(line);
      }
    }
  });
}

interface TakenMail {
  readonly to: string;
  readonly raw: Buffer;
}

async function readMail(mail: TakenMail): Promise<AcceptedMail> {
  const { id, to, html, text } = await shownMail(mail);
  return {
    ...{ id, at: 0, to: [to], from: '', subject: '', headers: {}, tags: {} },
    content: contentHash(plainParts({ html, text })),
  };
}

async function shownMail({ to, raw }: TakenMail): Promise<KitMail> {
  const parsed = await simpleParser(raw, {
    skipImageLinks: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
  });
  const { html, text } = { html: parsed.html || '', text: parsed.text ?? '' };
  return { id: parsed.messageId ?? '', to, delivery: '', html, text };
}

/** The books of whoever took these mails, as an audit reads them. */
export function takenBy(mails: readonly AcceptedMail[], requests: number): Taken {
  const addresses: Record<string, number> = {};
  for (const mail of mails) for (const to of mail.to) addresses[to] = (addresses[to] ?? 0) + 1;
  return {
    requests,
    accepted: mails.length,
    replays: 0,
    conflicts: 0,
    refusals: {},
    addresses,
    duplicates: [],
    mails,
  };
}
