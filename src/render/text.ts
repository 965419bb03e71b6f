import { benches } from '../../templates/benches.ts';
import { mailFigures } from '../../templates/mail-figures.ts';
import type { ReaderFields } from '../../templates/merge-fields.ts';
import { lines } from '../../templates/paragraphs.ts';
import { printedDate } from '../../templates/printed-date.ts';
import { asksForReplies, gainOf, lastWeekWords, type Side, sidesOf } from '../../templates/sides.ts';
import { badgeWord, wording } from '../../templates/wording.ts';
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
    ...(lead === undefined ? [content.sample ? wrap(wording.demo) : [], wrap(content.thin)] : []),
    ...readProse(content.intro).map(proseText),
    ...(lead === undefined ? [] : leadPairing(lead, fields.vote(lead.position), content.sample)),
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

function leadPairing(pairing: PairingContent, vote: string, sample: boolean): string[][] {
  const { a, b } = pairing;
  return [
    ...verdict(pairing),
    ...figures(pairing, true),
    sample ? wrap(wording.demo) : [],
    ...sidesOf(pairing).flatMap(sideBlocks),
    ...seats(pairing),
    [
      ...link(wording.vote, vote),
      ...link(`${wording.ship} ${isolated(a.name)}`, `${vote}?choice=a`),
      ...link(`${wording.ship} ${isolated(b.name)}`, `${vote}?choice=b`),
      ...link(wording.both, `${vote}?choice=both`),
      ...link(wording.neither, `${vote}?choice=neither`),
    ],
    link(wording.scorecard, pairing.compareUrl),
  ];
}

function shortPairing(pairing: PairingContent, vote: string): string[][] {
  const { a, b } = pairing;
  return [
    ['-'.repeat(pageWidth)],
    ...verdict(pairing),
    ...figures(pairing, false),
    ...sidesOf(pairing).flatMap(sideBlocks),
    [
      ...link(`Vote: ${isolated(a.name)} or ${isolated(b.name)}?`, vote),
      ...link(`${wording.quotes} ${isolated(a.name)} vs ${isolated(b.name)}`, pairing.compareUrl),
    ],
  ];
}

function verdict({ category, a, b, verdict: words }: PairingContent): string[][] {
  return [wrap(isolated(category)), wrap(isolatedSentence(words, [a.name, b.name]))];
}

const glanceWidths = [12, 31, 31];

function figures(pairing: PairingContent, leads: boolean): string[][] {
  const { a, b } = pairing;
  const { price, ship, community, checked } = mailFigures(pairing, leads);
  const row = (label: string, left: string, right: string) => tableRow([label, left, right], glanceWidths);
  const shipWords = ({ ship: { percent, badge } }: ToolContent) => `${percent}% ${badgeWord(badge)}`;
  return [
    [
      ...row('', isolated(a.name), isolated(b.name)),
      ...row('------------', '-'.repeat(31), '-'.repeat(31)),
      ...(price === null ? [] : row(wording.entry, price.a, price.b)),
      ...(ship ? row(wording.panelShip, shipWords(a), shipWords(b)) : []),
      ...(community === null ? [] : row(wording.community, community.a, community.b)),
      ...[a, b].filter(tool => tool.url !== '').flatMap(tool => link(isolated(tool.name), tool.url)),
    ],
    wrap(isolatedSentence(checked, [a.name, b.name])),
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

/** What one tool is, what the panel says of it, when to pick it. */
function sideBlocks({ name, about, note, since, quote, reason, pick }: Side): string[][] {
  return [
    [
      ...(about === '' && note === ''
        ? []
        : wrap(about === '' ? isolated(name) : `${isolated(name)}: ${about}`)),
      ...wrap(note),
      ...wrap(since),
    ],
    quote === null
      ? []
      : [
          ...wrap(`“${quote.pull}”`),
          ...wrap(`${isolatedSentence(reason, [name])}: ${quote.verdict}`, pageWidth, '  '),
        ],
    wrap(isolatedSentence(pick, [name])),
  ];
}

function lastWeek({ lastWeek: last }: IssueContent): string[] {
  if (last === null) return [];
  return [
    '-'.repeat(pageWidth),
    wording.lastWeek,
    ...wrap(isolatedSentence(lastWeekWords(last))),
    ...link(last.title, last.url),
  ];
}

function reasons({ pairings, thin, links }: IssueContent): string[][] {
  return [
    [
      '-'.repeat(pageWidth),
      wording.why,
      ...pairings.flatMap(pairing =>
        wrap(
          `${isolated(pairing.category)}: ${isolatedSentence(gainOf(pairing), [pairing.a.name, pairing.b.name])}`,
        ),
      ),
      ...(pairings.length === 0 ? [] : wrap(thin)),
    ],
    [...wrap(wording.legend), ...link(wording.howWePick, links.howWePick)],
  ];
}

function footer(issue: IssueContent, fields: ReaderFields): string[][] {
  const { links, postalAddress } = issue;
  return [
    [
      '='.repeat(pageWidth),
      ...(asksForReplies(issue) ? wrap(wording.reply) : []),
      ...link(wording.passOn, links.web),
      ...link(`${wording.forwarded} ${wording.subscribe}`, links.subscribe),
      ...link(wording.preferences, fields.preferences),
      ...link(wording.unsubscribe, fields.unsubscribe),
    ],
    // The reader stands last on a line of their own: nobody knows here how long a name is.
    ['You asked for this mail. Sent to', fields.reader, ...lines(postalAddress).flatMap(line => wrap(line))],
  ];
}

function link(label: string, url: string): string[] {
  return [...wrap(label), `  ${url}`];
}
