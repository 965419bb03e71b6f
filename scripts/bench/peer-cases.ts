import type { SinkRules } from './sink-rules.ts';

/** Who sends: our command by one wire, or a loop as others write it. */
export type Peer =
  | { readonly kind: 'send'; readonly wire: Wire; readonly database: 'sqlite' | 'postgres' }
  | { readonly kind: 'loop'; readonly loop: Loop; readonly atOnce: number };

export type Wire = 'full' | 'thin' | 'smtp';
export type Loop = 'react-loop' | 'render-once' | 'blind' | 'nodemailer';

/** Who takes the mails. */
export interface Receiver extends SinkRules {
  readonly name: string;
  readonly takes: 'api' | 'smtp';
}

/** One line of a table: who sends to how many readers of a receiver. */
export interface PeerCase {
  readonly receiver: Receiver;
  readonly peer: Peer;
  readonly readers: number;
}

const API_AT_ONCE = receiver('a mail API that answers at once', 'api', 0, null);
const API_LATE = receiver('a mail API that answers after 200 ms', 'api', 200, null);
const API_LIMITED = receiver('a mail API that takes 10 requests a second', 'api', 0, 10);
const API_LATE_LIMITED = receiver('10 requests a second, answered after 200 ms', 'api', 200, 10);
const SMTP_AT_ONCE = receiver('a relay that answers at once', 'smtp', 0, null);
const SMTP_LATE = receiver('a relay that answers after 200 ms', 'smtp', 200, null);

export const RECEIVERS = {
  API_AT_ONCE,
  API_LATE,
  API_LIMITED,
  API_LATE_LIMITED,
  SMTP_AT_ONCE,
  SMTP_LATE,
} as const;

/** How a case is found again in a round. */
export function caseName({ receiver, peer, readers }: PeerCase): string {
  return `${receiver.name}: ${peerName(peer)}, ${readers}`;
}

export function peerName(peer: Peer): string {
  if (peer.kind === 'send') return SEND_NAMES[peer.wire] + DATABASE_NAMES[peer.database];
  return LOOP_NAMES[peer.loop];
}

const SEND_NAMES: Readonly<Record<Wire, string>> = {
  full: '`send`, full',
  thin: '`send`, thin wire',
  smtp: '`send`, SMTP',
};
const DATABASE_NAMES = { sqlite: ', SQLite', postgres: ', Postgres' } as const;
const LOOP_NAMES: Readonly<Record<Loop, string>> = {
  'react-loop': 'React loop of Resend’s documentation',
  'render-once': 'rendered once, replaced, SDK',
  blind: 'blind post of constant bytes',
  nodemailer: 'nodemailer, pooled',
};

/** How many readers each kind of line has, for so many of the plain ones. */
function audiences(readers: number) {
  const share = (part: number) => Math.max(100, 100 * Math.round((part * readers) / 100));
  return {
    plain: readers,
    /** Enough to run warm. */
    long: share(10),
    /** A reader costs the React loop as much as our command a hundred. */
    reactLoop: share(1 / 20),
    renderOnceLate: share(1 / 5),
    smtp: Math.ceil(0.3 * readers),
    smtpLate: Math.ceil(readers / 500),
  } as const;
}

/** All lines, in the order in which a round runs them. @param readers of the plain ones; a multiple of 100 */
export function peerCases(readers: number): PeerCase[] {
  const many = audiences(readers);
  const loops = (atOnce: number, renderOnce: number) => [
    line(loop('render-once', atOnce), renderOnce),
    line(loop('react-loop', atOnce), many.reactLoop),
  ];
  const bothWires = (database: 'sqlite' | 'postgres', count: number) => [
    line(send('full', database), count),
    line(send('thin', database), count),
  ];
  const everySend = [...bothWires('sqlite', many.plain), ...bothWires('postgres', many.plain)];
  return [
    ...at(API_AT_ONCE, [
      ...everySend,
      ...loops(4, many.plain),
      line(loop('blind', 2), many.plain),
      ...bothWires('sqlite', many.long),
      line(loop('render-once', 4), many.long),
      line(loop('blind', 2), many.long),
    ]),
    ...at(API_LATE, [...everySend, ...loops(8, many.renderOnceLate), line(loop('blind', 32), many.plain)]),
    ...at(API_LIMITED, [...bothWires('sqlite', many.plain), ...loops(4, many.renderOnceLate)]),
    ...at(API_LATE_LIMITED, [...bothWires('sqlite', many.plain), ...loops(8, many.renderOnceLate)]),
    ...at(SMTP_AT_ONCE, [line(send('smtp', 'sqlite'), many.smtp), line(loop('nodemailer', 10), many.smtp)]),
    ...at(SMTP_LATE, [
      line(send('smtp', 'sqlite'), many.smtpLate),
      line(loop('nodemailer', 10), many.smtpLate),
    ]),
  ];
}

/** The line of this sender, ours on SQLite; where there are two, that with the fewest readers or the most. */
export function findCase(
  cases: readonly PeerCase[],
  receiver: Receiver,
  sender: Wire | Loop,
  which: 'fewest' | 'most' = 'fewest',
): PeerCase | undefined {
  const found = cases
    .filter(each => each.receiver === receiver && isOf(each.peer, sender))
    .toSorted((one, other) => one.readers - other.readers);
  return found.at(which === 'fewest' ? 0 : -1);
}

function isOf(peer: Peer, sender: Wire | Loop): boolean {
  return peer.kind === 'loop' ? peer.loop === sender : peer.wire === sender && peer.database === 'sqlite';
}

type Line = Omit<PeerCase, 'receiver'>;

function at(receiver: Receiver, lines: readonly Line[]): PeerCase[] {
  return lines.map(each => ({ receiver, ...each }));
}

function line(peer: Peer, readers: number): Line {
  return { peer, readers };
}

function send(wire: Wire, database: 'sqlite' | 'postgres'): Peer {
  return { kind: 'send', wire, database };
}

function loop(name: Loop, atOnce: number): Peer {
  return { kind: 'loop', loop: name, atOnce };
}

function receiver(
  name: string,
  takes: Receiver['takes'],
  latencyMs: number,
  perSecond: number | null,
): Receiver {
  return { name, takes, latencyMs, perSecond };
}
