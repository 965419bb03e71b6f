import { benches } from '../../templates/benches.ts';
import { type MailIssue, type MailPairing, mailIssue } from '../../templates/mail-issue.ts';
import type { ReaderFields } from '../../templates/merge-fields.ts';
import { lines } from '../../templates/paragraphs.ts';
import {
  asksForReplies,
  gainOf,
  lastWeekWords,
  type Side,
  sidesOf,
  type Why,
  whysOf,
} from '../../templates/sides.ts';
import type { IssueContent, SeatContent } from '../issue/content.ts';
import { wordsOf } from '../issue/content-words.ts';
import { readProse } from '../issue/prose.ts';
import type { Words } from '../words/words.ts';
import { figuresText } from './figures-text.ts';
import { isolated, isolatedSentence } from './isolated-text.ts';
import { proseText } from './prose-text.ts';
import { columns, pad, pageWidth, wrap } from './text-layout.ts';

/**
 * The plain-text part of the weekly mail, laid out by hand: at most 78 columns but for links, each of which stands
 * alone on its line. It says what the HTML says, in the same order.
 */
export function renderText(content: IssueContent, fields: ReaderFields): string {
  const issue = mailIssue(content);
  const words = wordsOf(content);
  const [lead, ...others] = issue.pairings;
  const blocks: string[][] = [
    masthead(issue),
    ...(lead === undefined ? [...smallPrint(issue, words), wrap(issue.thin)] : []),
    ...readProse(issue.intro).map(proseText),
    ...(lead === undefined
      ? []
      : leadPairing(lead, fields.vote(lead.position), { print: smallPrint(issue, words), words })),
    lastWeek(issue, words),
    ...others.flatMap(pairing => shortPairing(pairing, fields.vote(pairing.position), words)),
    ...reasons(issue, words),
    ...footer(issue, fields, words),
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
function smallPrint({ sample, number, date, minutes, links }: MailIssue, words: Words): string[][] {
  return [
    sample ? wrap(words.say('mail.demo')) : [],
    [
      ...wrap(words.say('mail.imprint', { number, day: words.day(date), minutes })),
      ...link(words.say('mail.read-on-the-web'), links.web),
    ],
  ];
}

function leadPairing(
  pairing: MailPairing,
  vote: string,
  { print, words }: { readonly print: readonly string[][]; readonly words: Words },
): string[][] {
  const { a, b, choices } = pairing;
  return [
    ...comparison(pairing, words),
    ...print,
    ...seats(pairing, words),
    [
      ...link(words.say('mail.vote'), vote),
      ...link(words.say('mail.answer.one', { tool: isolated(a.name, words) }), `${vote}?choice=${choices.a}`),
      ...link(words.say('mail.answer.one', { tool: isolated(b.name, words) }), `${vote}?choice=${choices.b}`),
      ...link(words.say('mail.answer.both'), `${vote}?choice=both`),
      ...link(words.say('mail.answer.neither'), `${vote}?choice=neither`),
    ],
    link(words.say('mail.scorecard'), pairing.compareUrl),
  ];
}

function shortPairing(pairing: MailPairing, vote: string, words: Words): string[][] {
  const names = { a: isolated(pairing.a.name, words), b: isolated(pairing.b.name, words) };
  return [
    ['-'.repeat(pageWidth)],
    ...comparison(pairing, words),
    [
      ...link(words.say('mail.vote-between', names), vote),
      ...link(words.say('mail.quotes', names), pairing.compareUrl),
    ],
  ];
}

/** Which and why, then the figures and the rest: small print comes last. */
function comparison(pairing: MailPairing, words: Words): string[][] {
  const { a, b, pricesChecked } = pairing;
  const { before, after } = whysOf(pairing, words);
  return [
    ...verdict(pairing, words),
    ...before.map(why => whyLines(why, words)),
    figures(pairing, words),
    ...after.map(why => whyLines(why, words)),
    ...sidesOf(pairing, words).flatMap(side => sideBlocks(side, words)),
    wrap(isolatedSentence(pricesChecked, [a.name, b.name], words)),
  ];
}

function verdict({ category, a, b, verdict: line }: MailPairing, words: Words): string[][] {
  return [wrap(isolated(category, words)), wrap(isolatedSentence(line, [a.name, b.name], words))];
}

/** When to pick a tool, or what is said of it. */
function whyLines({ name, pick, quote, reason }: Why, words: Words): string[] {
  if (pick !== '') return wrap(isolatedSentence(pick, [name], words));
  return quoteLines(name, { quote, reason }, words, said =>
    words.say('mail.named', { name: isolated(name, words), words: said }),
  );
}

/** @param led the quote with what stands before it */
function quoteLines(
  name: string,
  { quote, reason }: Pick<Why, 'quote' | 'reason'>,
  words: Words,
  led: (said: string) => string = said => said,
): string[] {
  if (quote === null) return [];
  const speaker = { reason: isolatedSentence(reason, [name], words), verdict: words.verdicts[quote.verdict] };
  return [
    ...wrap(led(words.say('mail.quote', { quote: quote.pull }))),
    ...wrap(words.say('mail.says', speaker), pageWidth, '  '),
  ];
}

function figures(pairing: MailPairing, words: Words): string[] {
  const linked = [pairing.a, pairing.b].filter(tool => tool.url !== '');
  return [
    ...figuresText(pairing, words),
    ...linked.flatMap(tool => link(isolated(tool.name, words), tool.url)),
  ];
}

/** The same drawing as in the HTML: `[#]` a filled seat, `[-]` an open seat struck through. */
function seats({ rows, a, b }: MailPairing, words: Words): string[][] {
  const mark = (seat: SeatContent | null) => markOf(seat, words);
  const tally = ({ name, ship: { ships, skips } }: MailPairing['a']) =>
    wrap(words.say('mail.bench', { name: isolated(name, words), ships, skips }));
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

function markOf(seat: SeatContent | null, words: Words): string {
  if (seat === null) return '';
  const said = words.say('mail.seat', {
    role: isolated(seat.role, words),
    verdict: words.verdicts[seat.verdict],
  });
  return `${seat.verdict === 'ship' ? '[#]' : '[-]'} ${said}`;
}

/** What one tool is, and what the verdict has not said of it. */
function sideBlocks({ name, about, note, since, quote, reason, pick }: Side, words: Words): string[][] {
  return [
    [
      ...(about === '' && note === ''
        ? []
        : wrap(
            about === ''
              ? isolated(name, words)
              : words.say('mail.named', { name: isolated(name, words), words: about }),
          )),
      ...wrap(note),
      ...wrap(since),
    ],
    quoteLines(name, { quote, reason }, words),
    wrap(isolatedSentence(pick, [name], words)),
  ];
}

function lastWeek({ lastWeek: last }: MailIssue, words: Words): string[] {
  if (last === null) return [];
  return [
    '-'.repeat(pageWidth),
    ...wrap(words.say('mail.last-week')),
    ...wrap(isolatedSentence(lastWeekWords(last), [], words)),
    ...link(last.title, last.url),
  ];
}

function reasons({ pairings, thin, links }: MailIssue, words: Words): string[][] {
  return [
    [
      '-'.repeat(pageWidth),
      ...wrap(words.say('mail.why')),
      ...pairings.flatMap(pairing =>
        wrap(
          words.say('mail.named', {
            name: isolated(pairing.category, words),
            words: isolatedSentence(gainOf(pairing), [pairing.a.name, pairing.b.name], words),
          }),
        ),
      ),
      ...(pairings.length === 0 ? [] : wrap(thin)),
    ],
    [...wrap(words.verdicts.meaning), ...link(words.say('mail.how-we-pick'), links.howWePick)],
  ];
}

function footer(issue: MailIssue, fields: ReaderFields, words: Words): string[][] {
  const { links, postalAddress, footerLinks = [] } = issue;
  return [
    [
      '='.repeat(pageWidth),
      ...(asksForReplies(issue) ? wrap(words.say('mail.reply')) : []),
      ...link(words.say('mail.pass-on'), links.web),
      ...link(words.say('mail.forwarded', { subscribe: words.say('mail.subscribe') }), links.subscribe),
      ...link(words.say('mail.preferences'), fields.preferences),
      ...link(words.say('mail.unsubscribe'), fields.unsubscribe),
      ...footerLinks.flatMap(({ label, url }) => link(isolated(label, words), url)),
    ],
    // The reader stands last on a line of their own: nobody knows here how long a name is.
    [
      ...words
        .parts('mail.sent-to', { reader: {} })
        .flatMap(part => (typeof part === 'string' ? wrap(part) : fields.reader)),
      ...lines(postalAddress).flatMap(line => wrap(line)),
    ],
  ];
}

function link(label: string, url: string): string[] {
  return [...wrap(label), `  ${url}`];
}
