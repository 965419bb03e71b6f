import { hash } from 'node:crypto';
import { type Part, type SlotValues, slotValues, urlSlots } from '../../render/compiled-mail.ts';
import type { Slot } from '../../render/placeholders.ts';
import type { BulkMail, BulkReader } from './mailer.ts';

/** A mail of the batch as JSON, cut where readers differ. */
export interface Template {
  readonly pieces: readonly Piece[];
  /** Bytes of all fixed pieces. */
  readonly fixed: number;
  /** Of every piece in its order: the fixed bytes, and whose place each other one is. */
  readonly sha256: string;
  /** `<slot>=` of each of the reader's addresses, in the order of their slots. */
  readonly slots: readonly string[];
}

/** Bytes that all readers share, or the place of what is a reader's own. */
type Piece =
  | { readonly kind: 'fixed'; readonly bytes: Buffer }
  | (Place & { readonly kind: 'own' })
  /** `at` is the address's place among the reader's. */
  | (Place & { readonly kind: 'url'; readonly at: number });
export type Place =
  | { readonly kind: 'own'; readonly name: keyof OwnWords }
  | { readonly kind: 'url'; readonly slot: Slot };

/** A reader's own words, ready to stand between the quotes of a JSON string. */
interface OwnWords {
  readonly to: string;
  readonly delivery: string;
  readonly readerHtml: string;
  readonly readerText: string;
}

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
      const slots = slotValues(reader.mail.compiled, reader.values);
      const own = ownWords(reader, slots);
      // Buffer.write cuts off what does not fit without a word, so there is room before anything is written.
      const need = mostBytes(template, slots, own) + 2;
      if (at + need > slab.buffer.length) slab.buffer = grown(slab.buffer, at, need, readers.length);
      if (at === 0) at = slab.buffer.write('[', 0, 'latin1');
      at = writeMail(template, slots, own, slab.buffer, at);
      slab.buffer[at] = COMMA;
      at += 1;
      parts += partsOf(template, slots, own);
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

function ownWords(reader: BulkReader, slots: SlotValues): OwnWords {
  return {
    to: inJson(reader.to),
    delivery: inJson(reader.delivery),
    readerHtml: inJson(slots.readerHtml),
    readerText: inJson(slots.readerText),
  };
}

/**
 * All that a mail's bytes are made from, so that two mails have the same parts only if they have the same bytes: no
 * value can hold a line break, since JSON and the alphabet of addresses have none.
 */
function partsOf(template: Template, slots: SlotValues, own: OwnWords): string {
  let parts = `${template.sha256}\n${own.to}\n${own.delivery}\n${own.readerHtml}\n${own.readerText}\n`;
  for (let at = 0; at < slots.urls.length; at++) parts += `${template.slots[at]}${slots.urls[at]}\n`;
  return `${parts}\n`;
}

function mostBytes(template: Template, slots: SlotValues, own: OwnWords): number {
  let most = template.fixed;
  for (const piece of template.pieces) {
    if (piece.kind === 'own') most += WIDEST * own[piece.name].length;
    if (piece.kind === 'url') most += (slots.urls[piece.at] ?? '').length;
  }
  return most;
}

function writeMail(template: Template, slots: SlotValues, own: OwnWords, into: Buffer, from: number): number {
  let at = from;
  for (const piece of template.pieces) {
    if (piece.kind === 'fixed') at += piece.bytes.copy(into, at);
    else if (piece.kind === 'own') at += into.write(own[piece.name], at, 'utf8');
    // slotValues lets only ASCII pass.
    else at += into.write(slots.urls[piece.at] ?? '', at, 'latin1');
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

/** Neighbouring texts become one piece, encoded once. */
export function joined({ compiled }: BulkMail, parts: readonly (string | Place)[]): Template {
  const slots = urlSlots(compiled.votes);
  const pieces: Piece[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') pieces.push({ kind: 'fixed', bytes: Buffer.from(text, 'utf8') });
    text = '';
  };
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    flush();
    pieces.push(part.kind === 'url' ? { ...part, at: slots.indexOf(part.slot) } : part);
  }
  flush();
  const fixed = pieces.reduce((sum, piece) => sum + (piece.kind === 'fixed' ? piece.bytes.length : 0), 0);
  const sha256 = hash('sha256', pieces.map(pieceLine).join('\n'), 'hex');
  return { pieces, fixed, sha256, slots: slots.map(slot => `${slot}=`) };
}

function pieceLine(piece: Piece): string {
  switch (piece.kind) {
    case 'fixed':
      return `fixed ${hash('sha256', piece.bytes, 'hex')}`;
    case 'own':
      return `own ${piece.name}`;
    case 'url':
      return `url ${piece.slot}`;
  }
}

function inJson(words: string): string {
  return escaped.test(words) ? JSON.stringify(words).slice(1, -1) : words;
}

/** What JSON.stringify may write as something else: of surrogates only those that are alone. */
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/;
