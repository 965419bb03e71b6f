import { benches } from '../../templates/benches.ts';
import type { ReaderFields } from '../../templates/merge-fields.ts';
import { lines } from '../../templates/paragraphs.ts';
import { printedDate } from '../../templates/printed-date.ts';
import { badgeWord, speaker, wording } from '../../templates/wording.ts';
import type { IssueContent, PairingContent, SeatContent, ToolContent } from '../issue/content.ts';
import { readProse } from '../issue/prose.ts';
import { isolated, isolatedSentence } from './isolated-text.ts';
import { proseText } from './prose-text.ts';
import { columns, pad, pageWidth, tableRow, wrap } from './text-layout.ts';

/**
 * The plain-text part of the weekly mail, laid out by hand: at most 78 columns but for links, each of which stands
 * alone on its line. It says what the HTML says, in the same order.
 */
export function renderText(content: IssueContent, fields: ReaderFields): string {
  const [lead, ...others] = content.pairings;
  const blocks: string[][] = [
    masthead(content),
    content.sample ? wrap(wording.demo) : [],
    wrap(content.thin),
    ...readProse(content.intro).map(proseText),
    ...(lead === undefined ? [] : leadPairing(lead, fields.vote(lead.position))),
    lastWeek(content),
    ...others.flatMap(pairing => shortPairing(pairing, fields.vote(pairing.position))),
    ...reasons(content),
    ...footer(content, fields),
  ];
  return `${blocks
    .filter(block => block.length > 0)
    .map(block => block.join('\n'))
    .join('\n\n')}\n`;
}

function masthead({ publication, number, date, minutes, links }: IssueContent): string[] {
  return [
    ...wrap(publication),
    `No. ${number} · ${printedDate(date)} · ${minutes} min read`,
    '='.repeat(pageWidth),
    ...link(wording.readOnTheWeb, links.web),
  ];
}

function leadPairing(pairing: PairingContent, vote: string): string[][] {
  const { a, b } = pairing;
  return [
    ...verdict(pairing),
    wrap(isolatedSentence(`${pairing.pickA} ${pairing.pickB}`, [a.name, b.name])),
    glanceTable(pairing),
    ...seats(pairing),
    ...[a, b].map(pullQuote),
    [
      ...link(wording.vote, vote),
      ...link(`${wording.ship} ${isolated(a.name)}`, `${vote}?choice=a`),
      ...link(`${wording.ship} ${isolated(b.name)}`, `${vote}?choice=b`),
      ...link(wording.both, `${vote}?choice=both`),
      ...link(wording.neither, `${vote}?choice=neither`),
    ],
    link(wording.leadScorecard, pairing.compareUrl),
  ];
}

function shortPairing(pairing: PairingContent, vote: string): string[][] {
  const { a, b } = pairing;
  return [
    ['-'.repeat(pageWidth)],
    ...verdict(pairing),
    glanceTable(pairing),
    ...seats(pairing),
    [
      ...link(`Vote: ${isolated(a.name)} or ${isolated(b.name)}?`, vote),
      ...link(`${wording.scorecard}: ${isolated(a.name)} vs ${isolated(b.name)}`, pairing.compareUrl),
    ],
  ];
}

function verdict({ category, a, b, verdict: words }: PairingContent): string[][] {
  return [
    wrap(`${isolated(category)}: ${isolated(a.name)} vs ${isolated(b.name)}`),
    wrap(isolatedSentence(words, [a.name, b.name])),
  ];
}

const glanceWidths = [12, 31, 31];

function glanceTable({ a, b }: PairingContent): string[] {
  const row = (label: string, cell: (tool: ToolContent) => string) =>
    tableRow([label, cell(a), cell(b)], glanceWidths);
  const ship = ({ ship: { percent, badge, ships, skips } }: ToolContent) =>
    `${percent}% ${badgeWord(badge)}, ${ships}–${skips}`;
  return [
    ...row(wording.glance, tool => isolated(tool.name)),
    ...(a.note === '' && b.note === '' ? [] : row('', tool => isolated(tool.note))),
    ...row('------------', () => '-'.repeat(31)),
    ...row(wording.panelShip, ship),
    ...row(wording.community, tool => tool.community),
    ...row(wording.entry, tool => tool.price),
    ...[a, b].filter(tool => tool.url !== '').flatMap(tool => link(isolated(tool.name), tool.url)),
  ];
}

/** The same drawing as in the HTML: `[#]` a filled seat, `[-]` an open seat struck through. */
function seats({ rows, a, b }: PairingContent): string[][] {
  const width = Math.max(...rows.flatMap(row => [row.a, row.b]).map(seat => columns(mark(seat)))) + 2;
  const tables = benches(rows, Math.max(1, Math.floor((pageWidth + 2) / width)));
  const bench = (side: 'a' | 'b') => (row: (typeof rows)[number]) => pad(mark(row[side]), width);
  return tables.map((table, index) => [
    ...(index === 0 ? wrap(`${isolated(a.name)}: ${a.ship.ships} ship, ${a.ship.skips} skip`) : []),
    table.map(bench('a')).join('').trimEnd(),
    table.map(bench('b')).join('').trimEnd(),
    ...(index === tables.length - 1
      ? wrap(`${isolated(b.name)}: ${b.ship.ships} ship, ${b.ship.skips} skip`)
      : []),
  ]);
}

function mark(seat: SeatContent | null): string {
  if (seat === null) return '';
  return `${seat.verdict === 'ship' ? '[#]' : '[-]'} ${isolated(seat.role)} ${seat.verdict}`;
}

function pullQuote({ name, pull }: ToolContent): string[] {
  if (pull === null) return [];
  return [
    ...wrap(`“${pull.pull}”`),
    ...wrap(`${isolatedSentence(speaker(pull))} on ${isolated(name)}: ${pull.verdict}`, pageWidth, '  '),
  ];
}

function lastWeek({ lastWeek: last }: IssueContent): string[] {
  if (last === null) return [];
  return [
    '-'.repeat(pageWidth),
    wording.lastWeek,
    ...link(isolatedSentence(`${last.title}: ${last.line} ${last.againstPanel}`), last.url),
  ];
}

function reasons({ pairings, links }: IssueContent): string[][] {
  return [
    [
      '-'.repeat(pageWidth),
      wording.why,
      ...pairings.flatMap(({ category, why, a, b }) =>
        wrap(`${isolated(category)}: ${isolatedSentence(why, [a.name, b.name])}`),
      ),
    ],
    [...wrap(wording.howToRead), ...link(wording.howWePick, links.howWePick)],
  ];
}

function footer({ links, postalAddress }: IssueContent, fields: ReaderFields): string[][] {
  return [
    [
      '='.repeat(pageWidth),
      ...link(`${wording.forwarded} ${wording.subscribe}`, links.subscribe),
      ...link(wording.preferences, fields.preferences),
      ...link(wording.unsubscribe, fields.unsubscribe),
    ],
    // The reader stands last on a line of their own: nobody knows here how long a name is.
    ['Asked for and confirmed. Sent to', fields.reader, ...lines(postalAddress).flatMap(line => wrap(line))],
  ];
}

function link(label: string, url: string): string[] {
  return [...wrap(label), `  ${url}`];
}
