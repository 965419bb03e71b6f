import { median } from './median.ts';
import { caseName, type Peer, type PeerCase, peerName, RECEIVERS } from './peer-cases.ts';
import type { PeerRow } from './peer-row.ts';

/** What each line came to, by its name, round after round. */
export type PeerRounds = readonly ReadonlyMap<string, PeerRow>[];

const HEAD = [
  '| sender | readers | at once | whole, s | first mail, s | sending, mails/s | tail, ms | CPU, s | peak RSS | bytes a mail |',
  '|---|---|---|---|---|---|---|---|---|---|',
];

/** Medians over the rounds: a table for each receiver that a line names. */
export function peerTables(cases: readonly PeerCase[], rounds: PeerRounds): string {
  const tables = Object.values(RECEIVERS).map(receiver => {
    const lines = cases.filter(each => each.receiver === receiver);
    if (lines.length === 0) return '';
    const rows = lines.map(each => line(each, rounds));
    return [`### ${capital(receiver.name)}`, '', ...HEAD, ...rows].join('\n');
  });
  return tables.filter(table => table !== '').join('\n\n');
}

function line(each: PeerCase, rounds: PeerRounds): string {
  const of = (part: keyof PeerRow) => medianOf(rounds, each, part);
  const cells = [
    peerName(each.peer),
    each.readers.toLocaleString('en'),
    atOnce(each.peer),
    seconds(of('wholeMs')),
    seconds(of('firstMailMs')),
    Math.round(of('rate')).toLocaleString('en'),
    Math.round(of('tailMs')),
    of('cpuSeconds').toFixed(2),
    `${of('peakRssMb')} MB`,
    Math.round(of('bytesPerMail')).toLocaleString('en'),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** NaN where it was not run. */
export function medianOf(rounds: PeerRounds, each: PeerCase | undefined, part: keyof PeerRow): number {
  return median(rounds.flatMap(round => (each && round.get(caseName(each))?.[part]) ?? []));
}

/** Taken within a round, where the machine was the same for both; then the median. NaN where one was not run. */
export function ratioOf(
  rounds: PeerRounds,
  one: PeerCase | undefined,
  other: PeerCase | undefined,
  part: keyof PeerRow,
): number {
  if (!one || !other) return Number.NaN;
  return median(
    rounds.flatMap(round => {
      const [above, below] = [round.get(caseName(one)), round.get(caseName(other))];
      return above && below ? [above[part] / below[part]] : [];
    }),
  );
}

function atOnce(peer: Peer): string {
  return peer.kind === 'loop' ? String(peer.atOnce) : 'its own';
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(2);
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
