import { hash } from 'node:crypto';
import type { Part } from '../../render/compiled-mail.ts';
import { escapeHtml, readerLine } from '../../render/reader-text.ts';
import type { BulkMail, BulkReader } from './mailer.ts';
import { inJson, joined, type OwnWords, type Place, type Template } from './resend-pieces.ts';

/** Memory that one request's body is written into; used again for the next. */
export interface Slab {
  buffer: Buffer;
}

/** One request's body. */
export interface WrittenBody {
  /** The part of the slab that holds it. */
  readonly bytes: Uint8Array;
  /**
   * Its fingerprint, lower-case hex: a hash of the parts it was put together from, in their order, and so of its bytes
   * (docs/decisions/048). Hashing 6 MB a batch would be a quarter of the sender's work.
   */
  readonly sha256: string;
}

/** UTF-8 takes at most three bytes for a UTF-16 unit. */
const WIDEST = 3;
const COMMA = 0x2c;
const BRACKET = 0x5d;

/**
 * Writes the body of `POST /emails/batch` exactly as the resend SDK would for the same mails (docs/decisions/045): the
 * fixed parts are escaped once a mail, and a reader costs the copying of its bytes.
 */
export class ResendBodyWriter {
  readonly #templates = new WeakMap<BulkMail, Template>();
  readonly #compile: (mail: BulkMail) => Template;

  /** @param compile how one mail stands in the body; in full when absent */
  constructor(compile: (mail: BulkMail) => Template = compileTemplate) {
    this.#compile = compile;
  }

  /** Writes into the slab, which grows where it is too small. */
  write(readers: readonly BulkReader[], slab: Slab): WrittenBody {
    if (readers.length === 0) return { bytes: Buffer.from('[]'), sha256: hash('sha256', '[]', 'hex') };
    let at = slab.buffer.length > 0 ? slab.buffer.write('[', 0, 'latin1') : 0;
    let parts = '';
    for (const reader of readers) {
      const template = this.#templateOf(reader.mail);
      const [own, tokens] = [ownWords(reader), tokensOf(reader)];
      // Buffer.write cuts off what does not fit without a word, so there is room before anything is written.
      const need = mostBytes(template, own, tokens) + 2;
      if (at + need > slab.buffer.length) slab.buffer = grown(slab.buffer, at, need, readers.length);
      if (at === 0) at = slab.buffer.write('[', 0, 'latin1');
      at = writeMail(template, own, tokens, { into: slab.buffer, from: at });
      slab.buffer[at] = COMMA;
      at += 1;
      parts += partsOf(template, own, tokens);
    }
    slab.buffer[at - 1] = BRACKET;
    return { bytes: slab.buffer.subarray(0, at), sha256: hash('sha256', parts, 'hex') };
  }

  #templateOf(mail: BulkMail): Template {
    const known = this.#templates.get(mail);
    if (known) return known;
    const made = this.#compile(mail);
    this.#templates.set(mail, made);
    return made;
  }
}

function ownWords({ to, delivery, reader }: BulkReader): OwnWords {
  const text = readerLine(reader);
  const html = escapeHtml(text);
  const readerText = inJson(text);
  return {
    to: inJson(to),
    delivery: inJson(delivery),
    readerText,
    readerHtml: html === text ? readerText : inJson(html),
  };
}

/** In the order of the template's slots. */
function tokensOf({ mail: { compiled }, tokens }: BulkReader): readonly string[] {
  const { preferences, unsubscribe, vote } = tokens;
  if (vote.length !== compiled.votes) {
    throw new Error(`The mail has ${compiled.votes} ballots, the reader ${vote.length}.`);
  }
  return compiled.version === 2
    ? [preferences, unsubscribe, ...vote, unsubscribe]
    : [preferences, unsubscribe, ...vote];
}

/**
 * All that a mail's bytes are made from, so that two mails have the same parts only if they have the same bytes: no
 * value can hold a line break, since JSON and the alphabet of addresses have none.
 */
function partsOf(template: Template, own: OwnWords, tokens: readonly string[]): string {
  let parts = `${template.sha256}\n${own.to}\n${own.delivery}\n${own.readerHtml}\n${own.readerText}\n`;
  for (let at = 0; at < tokens.length; at++) parts += `${template.slots[at]}${tokens[at]}\n`;
  return `${parts}\n`;
}

function mostBytes(template: Template, own: OwnWords, tokens: readonly string[]): number {
  let most = template.fixed;
  for (const piece of template.pieces) {
    if (piece.kind === 'own') most += WIDEST * own[piece.name].length;
    if (piece.kind === 'token') most += (tokens[piece.at] ?? '').length;
  }
  return most;
}

function writeMail(
  template: Template,
  own: OwnWords,
  tokens: readonly string[],
  { into, from }: { readonly into: Buffer; readonly from: number },
): number {
  let at = from;
  for (const piece of template.pieces) {
    if (piece.kind === 'fixed') at += piece.bytes.copy(into, at);
    else if (piece.kind === 'own') at += into.write(own[piece.name], at, 'utf8');
    // Tokens are ASCII.
    else at += into.write(tokens[piece.at] ?? '', at, 'latin1');
  }
  return at;
}

/** With room for as many mails of this size as the batch holds, and a tenth more. */
function grown(old: Buffer, used: number, need: number, readers: number): Buffer {
  const size = Math.max(used + need, 2 + need * readers);
  const next = Buffer.allocUnsafeSlow(Math.ceil(size * 1.1));
  old.copy(next, 0, 0, used);
  return next;
}

/** Keys in the SDK's order: a batch written here and the same mails through the SDK are the same bytes. */
function compileTemplate(mail: BulkMail): Template {
  const { html, text } = mail.compiled;
  return joined(mail, [
    ...senderParts(mail),
    ',"html":"',
    ...placed(html, 'readerHtml'),
    '"',
    ...subjectParts(mail),
    ',"text":"',
    ...placed(text, 'readerText'),
    '"',
    ...recipientParts(),
    '}',
  ]);
}

/** `{"from":…,"headers":{…}`, the keys before a mail's HTML. */
export function senderParts({ from, compiled }: BulkMail): (string | Place)[] {
  const parts: (string | Place)[] = [`{"from":${JSON.stringify(from)},"headers":{`];
  for (const [index, [name, value]] of Object.entries(compiled.headers).entries()) {
    parts.push(`${index > 0 ? ',' : ''}${JSON.stringify(name)}:"`, ...placed(value, 'readerText'), '"');
  }
  return [...parts, '}'];
}

/** `,"reply_to":…,"subject":…,"tags":[…]`, the keys between HTML and text. */
export function subjectParts({ replyTo, compiled, tags }: BulkMail): (string | Place)[] {
  return [
    replyTo ? `,"reply_to":${JSON.stringify(replyTo)}` : '',
    `,"subject":${JSON.stringify(compiled.subject)},"tags":[`,
    ...Object.entries(tags).map(([name, value]) => `${JSON.stringify({ name, value })},`),
    '{"name":"delivery","value":"',
    { kind: 'own', name: 'delivery' },
    '"}]',
  ];
}

/** `,"to":[…]` */
export function recipientParts(): (string | Place)[] {
  return [',"to":["', { kind: 'own', name: 'to' }, '"]'];
}

function placed(parts: readonly Part[], reader: 'readerHtml' | 'readerText'): (string | Place)[] {
  return parts.map(part => {
    if (typeof part === 'string') return inJson(part);
    return part.slot === 'reader' ? { kind: 'own', name: reader } : { kind: 'url', slot: part.slot };
  });
}
