import { findCase, type PeerCase, RECEIVERS, type Receiver } from './peer-cases.ts';
import type { PeerRow } from './peer-row.ts';
import { medianOf, type PeerRounds, ratioOf } from './peer-table.ts';

const TITLE = '### Before';
const ABOUT =
  'A line a run, the newest last. The first was found before this bench was there: with other loops, and its times at 10 a second are whole ones.';
const HEAD = [
  '| day | whole, s, full and thin | SDK, times our whole | of the blind post | thin, times the React loop | 10 a second: sending, s, full and thin | 200 ms: mails/s, full and thin | SMTP, of nodemailer: mails/s, CPU |',
  '|---|---|---|---|---|---|---|---|',
];

/**
 * What stood here before, a line a run, with this run's at its end.
 * @param section as it stands in the papers; '' when it is new
 * @param day YYYY-MM-DD; a second run of a day takes the place of the first
 */
export function history(
  section: string,
  day: string,
  cases: readonly PeerCase[],
  rounds: PeerRounds,
): string {
  const [, before = ''] = section.split(TITLE);
  const kept = before.split('\n').filter(line => /^\| \d{4}-/.test(line) && !line.startsWith(`| ${day} |`));
  return [TITLE, '', ABOUT, '', ...HEAD, ...kept, newLine(day, cases, rounds)].join('\n');
}

function newLine(day: string, cases: readonly PeerCase[], rounds: PeerRounds): string {
  const { API_AT_ONCE: atOnce, API_LIMITED: limited, API_LATE: late, SMTP_AT_ONCE: smtp } = RECEIVERS;
  const both = (receiver: Receiver, part: keyof PeerRow, told: (value: number) => string) =>
    (['full', 'thin'] as const)
      .map(wire => told(medianOf(rounds, findCase(cases, receiver, wire), part)))
      .join(', ');
  const most = (sender: 'full' | 'thin' | 'blind') => findCase(cases, atOnce, sender, 'most');
  const sdk = findCase(cases, atOnce, 'render-once');
  const react = findCase(cases, atOnce, 'react-loop');
  const [ours, plain] = [findCase(cases, smtp, 'smtp'), findCase(cases, smtp, 'nodemailer')];
  const cells = [
    day,
    both(atOnce, 'wholeMs', seconds),
    ratioOf(rounds, sdk, findCase(cases, atOnce, 'full'), 'wholeMs').toFixed(1),
    ratioOf(rounds, most('full'), most('blind'), 'rate').toFixed(2),
    whole(ratioOf(rounds, most('thin'), react, 'rate')),
    both(limited, 'phaseMs', seconds),
    both(late, 'rate', whole),
    (['rate', 'cpuSeconds'] as const).map(part => ratioOf(rounds, ours, plain, part).toFixed(2)).join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(2);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
