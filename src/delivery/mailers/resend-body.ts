import { hash } from 'node:crypto';
import { type Part, readerWords } from '../../render/compiled-mail.ts';
import { escapeHtml } from '../../render/reader-text.ts';
import { BodyMemory } from './body-memory.ts';
import type { BulkBody, BulkMail, BulkReader } from './mailer.ts';
import { inJson, joined, OWN_NAMES, type Place, type Template } from './resend-pieces.ts';

/**
 * Makes the body of `POST /emails/batch` exactly as the resend SDK would for the same mails (docs/decisions/045): the
 * fixed parts are escaped once a mail, and a reader costs the copying of its bytes, when they are asked for.
 */
export class ResendBodies {
  readonly #templates = new WeakMap<BulkMail, Template>();
  readonly #compile: (mail: BulkMail) => Template;
  readonly #more: ((reader: BulkReader) => string) | undefined;

  /**
   * @param compile how one mail stands in the body; in full, as Resend takes it, when absent
   * @param more one more word of each reader, of letters, digits and `-_`: what stands where the mail has a place for it
   */
  constructor(
    compile: (mail: BulkMail) => Template = compileTemplate,
    more?: (reader: BulkReader) => string,
  ) {
    this.#compile = compile;
    this.#more = more;
  }

  /**
   * The body of one request. Its fingerprint hashes the parts it is put together from (docs/decisions/048).
   * @param memory what it is kept in: the body made there before is lost
   */
  of(readers: readonly BulkReader[], memory = new BodyMemory()): BulkBody {
    memory.clear();
    let parts = '';
    for (const reader of readers) {
      const template = this.#templateOf(reader.mail);
      const words = wordsOf(reader);
      if (this.#more) {
        // A mail of version 1 has no word for the last slot.
        while (words.length < OWN_NAMES.length + template.slots.length) words.push('');
        words.push(this.#more(reader));
      }
      memory.note(template, words);
      parts += partsOf(template, words);
    }
    return {
      sha256: hash('sha256', readers.length === 0 ? '[]' : parts, 'hex'),
      mails: readers.length,
      length: memory.length,
      pieces: () => memory.pieces(),
    };
  }

  #templateOf(mail: BulkMail): Template {
    const known = this.#templates.get(mail);
    if (known) return known;
    const made = this.#compile(mail);
    this.#templates.set(mail, made);
    return made;
  }
}

/** All bytes of a body at once. */
export function wholeBody(body: BulkBody): Buffer {
  return Buffer.concat(Array.from(body.pieces(), piece => Buffer.from(piece)));
}

/** In the order of OWN_NAMES, and then of the template's slots; ready to stand between the quotes of a JSON string. */
function wordsOf({ mail: { compiled }, to, delivery, reader, tokens }: BulkReader): string[] {
  const { preferences, unsubscribe, vote } = tokens;
  if (vote.length !== compiled.votes) {
    throw new Error(`The mail has ${compiled.votes} ballots, the reader ${vote.length}.`);
  }
  const text = readerWords(compiled, reader, to);
  const html = escapeHtml(text);
  const inText = inJson(text);
  const inHtml = html === text ? inText : inJson(html);
  const words = [inJson(to), inJson(delivery), inHtml, inText, preferences, unsubscribe, ...vote];
  if (compiled.version >= 2) words.push(unsubscribe);
  return words;
}

/**
 * All that a mail's bytes are made from, so that two mails have the same parts only if they have the same bytes: no
 * value can hold a line break, since JSON and the alphabet of addresses have none.
 */
function partsOf(template: Template, words: readonly string[]): string {
  const own = OWN_NAMES.length;
  let parts = `${template.sha256}\n`;
  for (let at = 0; at < words.length; at++) {
    parts += at < own ? `${words[at]}\n` : `${template.slots[at - own] ?? 'more='}${words[at]}\n`;
  }
  return `${parts}\n`;
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

export function placed(parts: readonly Part[], reader: 'readerHtml' | 'readerText'): (string | Place)[] {
  return parts.map(part => {
    if (typeof part === 'string') return inJson(part);
    return part.slot === 'reader' ? { kind: 'own', name: reader } : { kind: 'url', slot: part.slot };
  });
}
