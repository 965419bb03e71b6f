import { z } from 'zod';
import { addresseeLine } from './addressee.ts';
import { placeholderMark, placeholderPattern, type Slot } from './placeholders.ts';
import { escapeHtml, readerLine } from './reader-text.ts';

/** Text of the mail, or the place of a reader's part. */
export type Part = string | { readonly slot: Slot };

/**
 * A mail rendered once and cut at its placeholders. Kept as JSON from the freeze on and read by every later version
 * (docs/decisions/040): a new shape gets a new `version`, and older ones stay readable.
 */
export interface CompiledMail {
  /**
   * 2 may hold the slot `unsubscribe-token` in a header, and in 3 the slot `reader` has the address too. A mail is written as
   * the lowest that it can be.
   */
  readonly version: 1 | 2 | 3;
  readonly subject: string;
  /** How many ballots the mail links to: `vote-1` to `vote-<votes>`. */
  readonly votes: number;
  readonly headers: Readonly<Record<string, readonly Part[]>>;
  readonly html: readonly Part[];
  readonly text: readonly Part[];
}

/** One reader's parts. URLs are absolute, without query or fragment. */
export interface ReaderValues {
  /** The name, or the address where none was given. */
  readonly reader: string;
  /** That the mail goes to. */
  readonly address: string;
  readonly preferences: string;
  readonly unsubscribe: string;
  /** By position: the first entry is the ballot of pairing 1. */
  readonly vote: readonly string[];
}

export interface FilledMail {
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
  readonly text: string;
}

/**
 * Cuts a mail that was rendered with `placeholderFields(nonce)` into literal parts and slots.
 * @throws Error listing every fault: a placeholder that a converter has changed, an unknown one, or a link (leave,
 * preferences, each ballot) that is missing from the HTML or the text part
 */
export function compileMail(mail: {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** May hold the URL placeholders (List-Unsubscribe). */
  readonly headers?: Readonly<Record<string, string>>;
  readonly nonce: string;
  readonly votes: number;
}): CompiledMail {
  const mark = placeholderMark(mail.nonce);
  const faults: string[] = [];
  const headers = Object.fromEntries(
    Object.entries(mail.headers ?? {}).map(([name, value]) => [name, cut(value, mark)]),
  );
  const [html, text] = [cut(mail.html, mark), cut(mail.text, mark)];
  const version = versionOf(Object.values(headers), [html, text]);
  const compiled: CompiledMail = { version, subject: mail.subject, votes: mail.votes, headers, html, text };
  if (mail.subject.includes(mark))
    faults.push("subject: holds a reader's part; a subject is the same for all");
  for (const [name, parts] of Object.entries(compiled.headers)) {
    faults.push(...faultsOf(`header ${name}`, parts, mark, mail.votes));
    if (slotsOf(parts).has('reader'))
      faults.push(`header ${name}: a reader's name does not go into a header`);
  }
  for (const place of ['html', 'text'] as const) {
    faults.push(...faultsOf(place, compiled[place], mark, mail.votes));
    faults.push(...missingLinks(place, compiled[place], mail.votes));
  }
  if (faults.length > 0) {
    throw new Error(
      `This mail cannot be cut for its readers:\n${faults.map(fault => `- ${fault}`).join('\n')}`,
    );
  }
  return compiled;
}

/**
 * Reads a compiled mail back from its JSON.
 * @throws Error when it is not one, or of a version this code does not know
 */
export function readCompiledMail(json: string): CompiledMail {
  const parsed = storedMail.safeParse(JSON.parse(json));
  if (!parsed.success) {
    throw new Error(`Not a compiled mail of version 1, 2 or 3: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}

/** What stands in a mail's slots for one reader. */
interface SlotValues {
  /** By slot; of an alphabet that no place of a mail escapes. */
  readonly urls: Readonly<Record<string, string>>;
  readonly readerHtml: string;
  readonly readerText: string;
}

/**
 * One reader's parts as they go into the slots: checked, and escaped for HTML where they stand in HTML.
 * @throws Error when a URL has characters that would need escaping somewhere, or the ballots do not fit the mail
 */
function slotValues(compiled: CompiledMail, values: ReaderValues): SlotValues {
  if (values.vote.length !== compiled.votes) {
    throw new Error(`The mail has ${compiled.votes} ballots, the reader ${values.vote.length}.`);
  }
  const { preferences, unsubscribe } = values;
  const urls: Record<string, string> = { preferences, unsubscribe };
  for (const [at, url] of values.vote.entries()) urls[`vote-${at + 1}`] = url;
  for (const slot in urls) mustBeSafe(slot, urls[slot] ?? '');
  // What is left of an address that was found safe is safe too.
  if (compiled.version >= 2) urls['unsubscribe-token'] = unsubscribe.slice(unsubscribe.lastIndexOf('/') + 1);
  const readerText = readerWords(compiled, values.reader, values.address);
  return { urls, readerText, readerHtml: escapeHtml(readerText) };
}

/** What stands in a mail's slot `reader`, on one line. */
export function readerWords({ version }: CompiledMail, reader: string, address: string): string {
  return version < 3 ? readerLine(reader) : addresseeLine(reader, address);
}

/**
 * The mail of one reader.
 * @throws Error as slotValues does
 */
export function fillMail(compiled: CompiledMail, values: ReaderValues): FilledMail {
  const { urls, readerHtml, readerText } = slotValues(compiled, values);
  return {
    subject: compiled.subject,
    headers: Object.fromEntries(
      Object.entries(compiled.headers).map(([name, parts]) => [name, fill(parts, urls, '')]),
    ),
    html: fill(compiled.html, urls, readerHtml),
    text: fill(compiled.text, urls, readerText),
  };
}

/**
 * @param slot for the message
 * @throws Error when a URL has characters that would need escaping somewhere in a mail
 */
export function mustBeSafe(slot: string, url: string): void {
  // Not shown: it may be a token that signs its holder in.
  if (!safeUrl.test(url)) throw new Error(`The ${slot} address has characters that are not safe in a mail.`);
}

/** The slots of a reader's addresses. */
export function linkSlots(votes: number): Exclude<Slot, 'reader' | 'unsubscribe-token'>[] {
  const ballots = Array.from({ length: votes }, (_, at) => `vote-${at + 1}` as const);
  return ['preferences', 'unsubscribe', ...ballots];
}

/** The same in a header, an attribute, HTML and text without any escaping; the template may append `?choice=a`. */
const safeUrl =
  /^https?:\/\/[A-Za-z0-9.-]+(:\d+)?(\/[A-Za-z0-9._~/-]*)?$|^https?:\/\/\[[0-9a-f:]+\](:\d+)?(\/[A-Za-z0-9._~/-]*)?$/;

const part = z.union([
  z.string(),
  z.strictObject({
    slot: z.union([
      z.enum(['reader', 'preferences', 'unsubscribe', 'unsubscribe-token']),
      z.templateLiteral(['vote-', z.int().positive()]),
    ]),
  }),
]);

const storedMail = z.strictObject({
  version: z.literal([1, 2, 3]),
  subject: z.string(),
  votes: z.int().nonnegative(),
  headers: z.record(z.string(), z.array(part)),
  html: z.array(part),
  text: z.array(part),
});

function cut(source: string, mark: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of source.matchAll(placeholderPattern(mark))) {
    if (found.index > from) parts.push(source.slice(from, found.index));
    // An unknown slot is kept here and reported by faultsOf, which knows where it stands.
    parts.push({ slot: (found[1] ?? 'reader') as Slot });
    from = found.index + found[0].length;
  }
  if (from < source.length) parts.push(source.slice(from));
  return parts;
}

function versionOf(
  headers: readonly (readonly Part[])[],
  bodies: readonly (readonly Part[])[],
): CompiledMail['version'] {
  if (bodies.some(parts => slotsOf(parts).has('reader'))) return 3;
  return headers.some(parts => slotsOf(parts).has('unsubscribe-token')) ? 2 : 1;
}

function faultsOf(place: string, parts: readonly Part[], mark: string, votes: number): string[] {
  const faults: string[] = [];
  for (const literal of parts) {
    if (typeof literal !== 'string' || !literal.includes(mark)) continue;
    const at = literal.indexOf(mark);
    const around = literal.slice(Math.max(0, at - 30), at + mark.length + 20).replace(/\s+/g, ' ');
    faults.push(
      `${place}: a placeholder was changed on the way ("${around}"); keep it out of headings and filters`,
    );
  }
  const known = new Set<Slot>(['reader', ...linkSlots(votes)]);
  if (place.startsWith('header ')) known.add('unsubscribe-token');
  for (const slot of slotsOf(parts)) {
    if (!known.has(slot)) faults.push(`${place}: "${slot}" is no part of a mail with ${votes} ballots`);
  }
  return faults;
}

function missingLinks(place: string, parts: readonly Part[], votes: number): string[] {
  const slots = slotsOf(parts);
  return linkSlots(votes)
    .filter(slot => !slots.has(slot))
    .map(slot => `${place}: the ${slot} link is missing`);
}

function slotsOf(parts: readonly Part[]): Set<Slot> {
  return new Set(parts.filter(entry => typeof entry !== 'string').map(entry => entry.slot));
}

function fill(parts: readonly Part[], urls: Readonly<Record<string, string>>, reader: string): string {
  let filled = '';
  for (const piece of parts) {
    filled += typeof piece === 'string' ? piece : piece.slot === 'reader' ? reader : (urls[piece.slot] ?? '');
  }
  return filled;
}
