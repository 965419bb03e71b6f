import { benches } from '../../templates/benches.ts';
import { mailFigures } from '../../templates/mail-figures.ts';
import { type MailIssue, type MailPairing, mailIssue } from '../../templates/mail-issue.ts';
import type { ReaderFields } from '../../templates/merge-fields.ts';
import { lines } from '../../templates/paragraphs.ts';
import { printedDate } from '../../templates/printed-date.ts';
import {
  asksForReplies,
  gainOf,
  lastWeekWords,
  type Side,
  sidesOf,
  type Why,
  whysOf,
} from '../../templates/sides.ts';
import { type Wording, wordingOf } from '../../templates/wording.ts';
import type { IssueContent, SeatContent } from '../issue/content.ts';
import { readProse } from '../issue/prose.ts';
import { isolated, isolatedSentence } from './isolated-text.ts';
import { proseText } from './prose-text.ts';
import { columns, pad, pageWidth, tableRow, wrap } from './text-layout.ts';

/**
 * The plain-text part of the weekly mail, laid out by hand: at most 78 columns but for links, each of which stands
 * alone on its line. It says what the HTML says, in the same order.
 */
export function renderText(content: IssueContent, fields: ReaderFields): string {
  const issue = mailIssue(content);
  const wording = wordingOf(content.verdicts);
  const [lead, ...others] = issue.pairings;
  const blocks: string[][] = [
    masthead(issue),
    ...(lead === undefined ? [...smallPrint(issue, wording), wrap(issue.thin)] : []),
    ...readProse(issue.intro).map(proseText),
    ...(lead === undefined
      ? []
      : leadPairing(lead, fields.vote(lead.position), { print: smallPrint(issue, wording), wording })),
    lastWeek(issue, wording),
    ...others.flatMap(pairing => shortPairing(pairing, fields.vote(pairing.position), wording)),
    ...reasons(issue, wording),
    ...footer(issue, fields, wording),
  ];
  return `${blocks
    .filter(block => block.length > 0)
    .map(block => block.join('\n'))
    .join('\n\n')}\n`;
}

function masthead({ publication }: MailIssue): string[] {
  return [...wrap(publication), '='.repeat(pageWidth)];
}

/** About the whole issue, below the first pairing's quotes. */
function smallPrint({ sample, number, date, minutes, links }: MailIssue, wording: Wording): string[][] {
  return [
    sample ? wrap(wording.demo) : [],
    [`No. ${number} · ${printedDate(date)} · ${minutes} min`, ...link(wording.readOnTheWeb, links.web)],
  ];
}

function leadPairing(
  pairing: MailPairing,
  vote: string,
  { print, wording }: { readonly print: readonly string[][]; readonly wording: Wording },
): string[][] {
  const { a, b, choices } = pairing;
  return [
    ...comparison(pairing, wording),
    ...print,
    ...seats(pairing, wording),
    [
      ...link(wording.vote, vote),
      ...link(`${wording.ship} ${isolated(a.name)}`, `${vote}?choice=${choices.a}`),
      ...link(`${wording.ship} ${isolated(b.name)}`, `${vote}?choice=${choices.b}`),
      ...link(wording.both, `${vote}?choice=both`),
      ...link(wording.neither, `${vote}?choice=neither`),
    ],
    link(wording.scorecard, pairing.compareUrl),
  ];
}

function shortPairing(pairing: MailPairing, vote: string, wording: Wording): string[][] {
  const { a, b } = pairing;
  return [
    ['-'.repeat(pageWidth)],
    ...comparison(pairing, wording),
    [
      ...link(`Vote: ${isolated(a.name)} or ${isolated(b.name)}?`, vote),
      ...link(`${wording.quotes} ${isolated(a.name)} vs ${isolated(b.name)}`, pairing.compareUrl),
    ],
  ];
}

/** Which and why, then the figures and the rest: small print comes last. */
function comparison(pairing: MailPairing, wording: Wording): string[][] {
  const { a, b, pricesChecked } = pairing;
  const { before, after } = whysOf(pairing);
  return [
    ...verdict(pairing),
    ...before.map(why => whyLines(why, wording)),
    figures(pairing, wording),
    ...after.map(why => whyLines(why, wording)),
    ...sidesOf(pairing).flatMap(side => sideBlocks(side, wording)),
    wrap(isolatedSentence(pricesChecked, [a.name, b.name])),
  ];
}

function verdict({ category, a, b, verdict: words }: MailPairing): string[][] {
  return [wrap(isolated(category)), wrap(isolatedSentence(words, [a.name, b.name]))];
}

/** When to pick a tool, or what is said of it. */
function whyLines({ name, pick, quote, reason }: Why, wording: Wording): string[] {
  return pick === ''
    ? quoteLines(name, { quote, reason }, wording, `${isolated(name)}: `)
    : wrap(isolatedSentence(pick, [name]));
}

function quoteLines(
  name: string,
  { quote, reason }: Pick<Why, 'quote' | 'reason'>,
  wording: Wording,
  before = '',
): string[] {
  if (quote === null) return [];
  return [
    ...wrap(`${before}“${quote.pull}”`),
    ...wrap(`${isolatedSentence(reason, [name])}: ${wording.word[quote.verdict]}`, pageWidth, '  '),
  ];
}

const glanceWidths = [12, 31, 31];

function figures(pairing: MailPairing, wording: Wording): string[] {
  const { a, b } = pairing;
  const { price, community } = mailFigures(pairing);
  const row = (label: string, left: string, right: string) => tableRow([label, left, right], glanceWidths);
  return [
    ...row('', isolated(a.name), isolated(b.name)),
    ...row('------------', '-'.repeat(31), '-'.repeat(31)),
    ...(price === null ? [] : row(wording.entry, price.a, price.b)),
    ...(community === null ? [] : row(wording.community, community.a, community.b)),
    ...[a, b].filter(tool => tool.url !== '').flatMap(tool => link(isolated(tool.name), tool.url)),
  ];
}

/** The same drawing as in the HTML: `[#]` a filled seat, `[-]` an open seat struck through. */
function seats({ rows, a, b }: MailPairing, { word }: Wording): string[][] {
  const mark = (seat: SeatContent | null) => markOf(seat, word);
  const tally = ({ name, ship: { ships, skips } }: MailPairing['a']) =>
    wrap(`${isolated(name)}: ${ships} ${word.ship}, ${skips} ${word.skip}`);
  const width = Math.max(...rows.flatMap(row => [row.a, row.b]).map(seat => columns(mark(seat)))) + 2;
  const tables = benches(rows, Math.max(1, Math.floor((pageWidth + 2) / width)));
  const bench = (side: 'a' | 'b') => (row: (typeof rows)[number]) => pad(mark(row[side]), width);
  return tables.map((table, index) => [
    ...(index === 0 ? tally(a) : []),
    table.map(bench('a')).join('').trimEnd(),
    table.map(bench('b')).join('').trimEnd(),
    ...(index === tables.length - 1 ? tally(b) : []),
  ]);
}

function markOf(seat: SeatContent | null, word: Wording['word']): string {
  if (seat === null) return '';
  return `${seat.verdict === 'ship' ? '[#]' : '[-]'} ${isolated(seat.role)} ${word[seat.verdict]}`;
}

/** What one tool is, and what the verdict has not said of it. */
function sideBlocks({ name, about, note, since, quote, reason, pick }: Side, wording: Wording): string[][] {
  return [
    [
      ...(about === '' && note === ''
        ? []
        : wrap(about === '' ? isolated(name) : `${isolated(name)}: ${about}`)),
      ...wrap(note),
      ...wrap(since),
    ],
    quoteLines(name, { quote, reason }, wording),
    wrap(isolatedSentence(pick, [name])),
  ];
}

function lastWeek({ lastWeek: last }: MailIssue, wording: Wording): string[] {
  if (last === null) return [];
  return [
    '-'.repeat(pageWidth),
    wording.lastWeek,
    ...wrap(isolatedSentence(lastWeekWords(last))),
    ...link(last.title, last.url),
  ];
}

function reasons({ pairings, thin, links }: MailIssue, wording: Wording): string[][] {
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

function footer(issue: MailIssue, fields: ReaderFields, wording: Wording): string[][] {
  const { links, postalAddress, footerLinks = [] } = issue;
  return [
    [
      '='.repeat(pageWidth),
      ...(asksForReplies(issue) ? wrap(wording.reply) : []),
      ...link(wording.passOn, links.web),
      ...link(`${wording.forwarded} ${wording.subscribe}`, links.subscribe),
      ...link(wording.preferences, fields.preferences),
      ...link(wording.unsubscribe, fields.unsubscribe),
      ...footerLinks.flatMap(({ label, url }) => link(isolated(label), url)),
    ],
    // The reader stands last on a line of their own: nobody knows here how long a name is.
    ['You asked for this mail. Sent to', fields.reader, ...lines(postalAddress).flatMap(line => wrap(line))],
  ];
}

function link(label: string, url: string): string[] {
  return [...wrap(label), `  ${url}`];
}
