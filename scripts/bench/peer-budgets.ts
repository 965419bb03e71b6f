import { findCase, type PeerCase, RECEIVERS, type Receiver } from './peer-cases.ts';
import type { PeerRow } from './peer-row.ts';
import { medianOf, type PeerRounds, ratioOf } from './peer-table.ts';

interface Budget {
  readonly what: string;
  readonly limit: readonly ['at least' | 'at most' | 'under', number];
  /** NaN where a line of it was not asked for. */
  readonly found: number;
}

/** What is asked of our command beside the others, and whether it holds; without what was not asked for (`--only`). */
export function budgetTable(cases: readonly PeerCase[], rounds: PeerRounds): string {
  const { API_LIMITED, API_LATE_LIMITED } = RECEIVERS;
  const budgets = [
    ...beside(cases, rounds),
    ...limited(API_LIMITED, '10 a second', cases, rounds),
    ...limited(API_LATE_LIMITED, '10 a second, 200 ms', cases, rounds),
    ...overSmtp(cases, rounds),
  ];
  const lines = budgets
    .filter(({ found }) => !Number.isNaN(found))
    .map(({ what, limit: [word, limit], found }) => {
      const cells = [
        what,
        `${word} ${limit.toLocaleString('en')}`,
        short(found),
        verdict(word, limit, found),
      ];
      return `| ${cells.join(' | ')} |`;
    });
  return ['| measure | budget | found | holds |', '|---|---|---|---|', ...lines].join('\n');
}

function beside(cases: readonly PeerCase[], rounds: PeerRounds): Budget[] {
  const { API_AT_ONCE: atOnce, API_LATE: late } = RECEIVERS;
  const sdk = findCase(cases, atOnce, 'render-once');
  const sdkLong = findCase(cases, atOnce, 'render-once', 'most');
  const react = findCase(cases, atOnce, 'react-loop');
  const [full, fullLong] = [findCase(cases, atOnce, 'full'), findCase(cases, atOnce, 'full', 'most')];
  const blindLong = findCase(cases, atOnce, 'blind', 'most');
  const thinLong = findCase(cases, atOnce, 'thin', 'most');
  return [
    {
      what: 'rendered once, replaced, SDK: whole, times that of `send`, full',
      limit: ['at least', 4],
      found: ratioOf(rounds, sdk, full, 'wholeMs'),
    },
    {
      what: 'the same at the most readers',
      limit: ['at least', 4],
      found: ratioOf(rounds, sdkLong, fullLong, 'wholeMs'),
    },
    {
      what: '`send`, full: mails/s, of the blind post, at the most readers',
      limit: ['at least', 0.55],
      found: ratioOf(rounds, fullLong, blindLong, 'rate'),
    },
    {
      what: '`send`, thin wire: mails/s, times the React loop, at the most readers',
      limit: ['at least', 200],
      found: ratioOf(rounds, thinLong, react, 'rate'),
    },
    {
      what: '`send`, full: mails/s where an answer takes 200 ms',
      limit: ['at least', 5_000],
      found: medianOf(rounds, findCase(cases, late, 'full'), 'rate'),
    },
  ];
}

function limited(
  receiver: Receiver,
  where: string,
  cases: readonly PeerCase[],
  rounds: PeerRounds,
): Budget[] {
  const [full, thin] = [findCase(cases, receiver, 'full'), findCase(cases, receiver, 'thin')];
  const ofWire = (name: string, each: PeerCase | undefined): Budget[] => [
    {
      what: `${where}: ${name}, first mail, s`,
      limit: ['at most', 1],
      found: medianOf(rounds, each, 'firstMailMs') / 1_000,
    },
    {
      what: `${where}: ${name}, sending, of what the limit allows`,
      limit: ['at most', 1.05],
      found: medianOf(rounds, each, 'ofLimit'),
    },
    {
      what: `${where}: ${name}, tail, ms`,
      limit: ['under', 150],
      found: medianOf(rounds, each, 'tailMs'),
    },
  ];
  return [
    ...ofWire('full', full),
    ...ofWire('thin wire', thin),
    {
      what: `${where}: thin wire, whole, of full`,
      limit: ['at most', 1],
      found: ratioOf(rounds, thin, full, 'wholeMs'),
    },
  ];
}

function overSmtp(cases: readonly PeerCase[], rounds: PeerRounds): Budget[] {
  const ours = findCase(cases, RECEIVERS.SMTP_AT_ONCE, 'smtp');
  const plain = findCase(cases, RECEIVERS.SMTP_AT_ONCE, 'nodemailer');
  const ratio = (part: keyof PeerRow) => ratioOf(rounds, ours, plain, part);
  return [
    { what: 'SMTP: mails/s, of nodemailer', limit: ['at least', 1], found: ratio('rate') },
    { what: 'SMTP: CPU, of nodemailer', limit: ['at most', 1], found: ratio('cpuSeconds') },
  ];
}

function verdict(word: Budget['limit'][0], limit: number, found: number): string {
  const holds = word === 'at least' ? found >= limit : word === 'at most' ? found <= limit : found < limit;
  return holds ? 'yes' : '**no**';
}

function short(found: number): string {
  return found >= 100 ? Math.round(found).toLocaleString('en') : found.toFixed(2);
}
