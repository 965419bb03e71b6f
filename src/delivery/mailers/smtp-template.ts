import { createHash, type Hash, hash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { linkSlots, mustBeSafe, type Part } from '../../render/compiled-mail.ts';
import { domainOf, mailboxOf } from '../mail-headers.ts';
import { linkBase } from '../reader-links.ts';
import type { BulkMail, MailMessage } from './mailer.ts';
import { composed, crlf, LONGEST_LINE } from './mime.ts';
import { quotedPrintable, SOFT_BREAK } from './quoted-printable.ts';
import { merged } from './resend-pieces.ts';

/** A mail of an issue as it goes over SMTP, cut where readers differ: what all share is encoded once. */
export interface SmtpTemplate {
  /** The bare address it is from, and its domain. */
  readonly sender: string;
  readonly domain: string;
  /** Of the headers, each with its line break. A number is the place of one of a mail's words (SMTP_WORDS). */
  readonly head: readonly (string | number)[];
  /** Of what stands below them, as quoted-printable. */
  readonly body: readonly (Buffer | number)[];
  /** Bytes of all fixed pieces of the body. */
  readonly fixed: number;
  /** Has been given the body as far as its first word: what comes before is hashed once. */
  readonly begun: Hash;
  /** Bytes of the body before its first word. */
  readonly before: number;
  /** Of every piece in its order. Lower-case hex. */
  readonly sha256: string;
}

/** The words of one mail in their order; those of the reader's tokens follow. */
export const SMTP_WORDS = ['to', 'date', 'messageId', 'readerHtml', 'readerText'] as const;
type WordName = (typeof SMTP_WORDS)[number];

/** Longer than any token of ours. */
const LONGEST_TOKEN = 300;

/** @returns null where a header has to be folded or encoded for each reader anew */
export function compileSmtp(mail: BulkMail): SmtpTemplate | null {
  const links = linksOf(mail);
  const own = Object.entries(mail.compiled.headers).filter(([, parts]) => parts.some(isSlot));
  if (!own.every(([name, parts]) => fitsOneLine(name, cut(parts, links)))) return null;
  const { html, text } = mail.compiled;
  const inText = quoted(cut(text, links, placeOf('readerText')));
  const inHtml = quoted(cut(html, links, placeOf('readerHtml')));
  // A "=" is followed by two digits or a line break in every line of such a text, so none can be mistaken for the end.
  const boundary = `=_${hash('sha256', [...inText, ...inHtml].join('\n'), 'hex').slice(0, 24)}`;
  const body = merged([
    `--${boundary}\r\n${partHead('plain')}`,
    ...inText,
    `\r\n--${boundary}\r\n${partHead('html')}`,
    ...inHtml,
    `\r\n--${boundary}--\r\n`,
  ]);
  const head = merged(headOf(mail, new Map(own), links, boundary));
  if (!head.every(cell => typeof cell === 'number' || /^[\r\n\t\x20-\x7e]*$/.test(cell))) return null;
  const [before = ''] = body;
  return {
    sender: mailboxOf(mail.from),
    domain: domainOf(mail.from),
    head,
    body: body.map(cell => (typeof cell === 'string' ? Buffer.from(cell, 'latin1') : cell)),
    fixed: body.reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 0), 0),
    begun: createHash('sha256').update(before as string, 'latin1'),
    before: (before as string).length,
    sha256: hash('sha256', JSON.stringify([head, body]), 'hex'),
  };
}

type Cell = string | number;

function partHead(subtype: 'plain' | 'html'): string {
  return `Content-Type: text/${subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
}

/** What of a reader's addresses all readers share, in the order of the tokens. */
function linksOf({ compiled, publicUrl }: BulkMail) {
  const bases = linkSlots(compiled.votes).map(slot => ({
    slot: slot as string,
    base: linkBase(publicUrl, slot),
  }));
  for (const { slot, base } of bases) mustBeSafe(slot, base);
  return [...bases, { slot: 'unsubscribe-token', base: '' }];
}

function isSlot(part: Part): boolean {
  return typeof part !== 'string';
}

/** @param reader the place of the reader's name; none in a header */
function cut(parts: readonly Part[], links: ReturnType<typeof linksOf>, reader = -1): Cell[] {
  return merged(
    parts.flatMap((part): Cell[] => {
      if (typeof part === 'string') return [crlf(part)];
      if (part.slot === 'reader') return [reader];
      const at = links.findIndex(({ slot }) => slot === part.slot);
      return [links[at]?.base ?? '', SMTP_WORDS.length + at];
    }),
  );
}

/** Each piece on lines of its own, whatever a reader's words are. */
function quoted(cells: readonly Cell[]): Cell[] {
  return cells.flatMap((cell, index): Cell[] => {
    const isLast = index === cells.length - 1;
    if (typeof cell === 'number') return isLast ? [cell] : [cell, SOFT_BREAK];
    const text = quotedPrintable(cell);
    return [isLast || text.endsWith('\r\n') ? text : text + SOFT_BREAK];
  });
}

function placeOf(name: WordName): number {
  return SMTP_WORDS.indexOf(name);
}

function fitsOneLine(name: string, cells: readonly Cell[]): boolean {
  const longest = cells.reduce<number>(
    (sum, cell) => sum + (typeof cell === 'string' ? cell.length : LONGEST_TOKEN),
    name.length + 2,
  );
  return (
    longest <= LONGEST_LINE && cells.every(cell => typeof cell === 'number' || /^[\x20-\x7e]*$/.test(cell))
  );
}

/** The headers as the library writes them for some reader, with that reader's words taken out. */
function headOf(
  mail: BulkMail,
  own: ReadonlyMap<string, readonly Part[]>,
  links: ReturnType<typeof linksOf>,
  boundary: string,
): Cell[] {
  const cells = new Map<string, Cell[]>([
    ['to', ['To: ', placeOf('to')]],
    ['date', ['Date: ', placeOf('date')]],
    ['message-id', ['Message-ID: ', placeOf('messageId')]],
    ['content-type', [`Content-Type: multipart/alternative;\r\n boundary="${boundary}"`]],
    ...[...own].map(([name, parts]): [string, Cell[]] => [
      name.toLowerCase(),
      [`${name}: `, ...cut(parts, links)],
    ]),
  ]);
  const fields = new MailComposer(composed(someMessage(mail), 0))
    .compile()
    .buildHeaders()
    .split(/\r\n(?![ \t])/);
  return fields.flatMap(field => [...(cells.get(fieldName(field)) ?? [field]), '\r\n']);
}

function fieldName(field: string): string {
  return field.slice(0, field.indexOf(':')).toLowerCase();
}

function someMessage({ from, replyTo, compiled, tags }: BulkMail): MailMessage {
  const headers = Object.fromEntries(
    Object.entries(compiled.headers).map(([name, parts]) => [
      name,
      parts.map(part => (typeof part === 'string' ? part : 'x')).join(''),
    ]),
  );
  const { subject } = compiled;
  return {
    kind: 'issue',
    name: 'x',
    from,
    replyTo,
    to: 'x@x.invalid',
    subject,
    html: 'x',
    text: 'x',
    headers,
    tags,
  };
}
