import { createHash } from 'node:crypto';
import { type CompiledMail, type Part, readerWords } from '../../render/compiled-mail.ts';
import type { Slot } from '../../render/placeholders.ts';
import { escapeHtml } from '../../render/reader-text.ts';
import { type LinkSlot, linkBase } from '../reader-links.ts';
import type { BulkMail, BulkReader, WantedTemplate } from './mailer.ts';
import { recipientParts, senderParts, subjectParts } from './resend-body.ts';
import { joined, type Place, type Template } from './resend-pieces.ts';

/** A frozen mail in the form Resend keeps: `{{{KEY}}}` where a reader's part stands, filled in without escaping. */
export interface MailTemplate {
  readonly html: string;
  readonly text: string;
  readonly variables: readonly TemplateVariable[];
}

export interface TemplateVariable {
  readonly key: string;
  readonly place: Place;
}

/** Limits of a template as Resend documents them. */
const MOST_VARIABLES = 50;
const LONGEST_VALUE = 2_000;
const KEY = /^[A-Za-z0-9_]{1,50}$/;
const RESERVED = new Set([
  'FIRST_NAME',
  'LAST_NAME',
  'EMAIL',
  'UNSUBSCRIBE_URL',
  'RESEND_UNSUBSCRIBE_URL',
  'contact',
  'this',
]);

/** `&quot;` and `&#x27;` */
const LONGEST_ESCAPE = 6;
/** Of name and address together; what stands around them in the mail is a few more. */
const MOST_LETTERS = Math.floor(LONGEST_VALUE / LONGEST_ESCAPE) - 8;

/**
 * The template of a mail, or why Resend could not fill it in to exactly what we would send in full.
 * The same mail always gives the same template: batches that are sealed name its keys.
 */
export function mailTemplate(
  compiled: CompiledMail,
):
  | { readonly kind: 'template'; readonly template: MailTemplate }
  | { readonly kind: 'unfit'; readonly why: string } {
  const variables = variablesOf(compiled);
  const why =
    variableFault(variables.map(({ key }) => key)) ??
    braceFault('subject', [compiled.subject]) ??
    braceFault('HTML', compiled.html) ??
    braceFault('text', compiled.text);
  if (why !== null) return { kind: 'unfit', why };
  const html = withKeys(compiled.html, 'readerHtml');
  return { kind: 'template', template: { html, text: withKeys(compiled.text, 'readerText'), variables } };
}

/** What Resend knows a mail by beside its id: the same for the same name and content alone. */
export function templateAlias({ mail, name }: WantedTemplate, { html, text }: MailTemplate): string {
  const { from, replyTo, compiled } = mail;
  const content = JSON.stringify([name, compiled.subject, from, replyTo, html, text]);
  return `verdicts-${createHash('sha256').update(content).digest('hex').slice(0, 32)}`;
}

/** An entry of a batch that names the template: what stands in full but for HTML and text, and the reader's values. */
export function compileThin(mail: BulkMail): Template {
  if (!mail.templateId) throw new Error('Only a published mail can be named in a thin body.');
  const values = variablesOf(mail.compiled).flatMap(({ key, place }, index): (string | Place)[] => [
    `${index > 0 ? ',' : ''}${JSON.stringify(key)}:"`,
    place,
    '"',
  ]);
  return joined(mail, [
    ...senderParts(mail),
    ...subjectParts(mail),
    ...recipientParts(),
    `,"template":{"id":${JSON.stringify(mail.templateId)},"variables":{`,
    ...values,
    '}}}',
  ]);
}

/** Whether every value of these readers of one published mail is within the limits. */
export function valuesFit(readers: readonly BulkReader[]): boolean {
  const mail = readers[0]?.mail;
  if (!mail?.templateId) return false;
  const room = (slot: LinkSlot) => LONGEST_VALUE - linkBase(mail.publicUrl, slot).length;
  const [preferences, unsubscribe, ballot] = [room('preferences'), room('unsubscribe'), room('vote-1')];
  return readers.every(
    ({ mail: own, reader, to, tokens }) =>
      own === mail &&
      readerFits(mail.compiled, reader, to) &&
      tokens.preferences.length <= preferences &&
      tokens.unsubscribe.length <= unsubscribe &&
      tokens.vote.every(token => token.length <= ballot),
  );
}

/**
 * A brace may be taken for a variable if what was filled in is looked through once more, and an empty value for a missing
 * one; neither is documented, so such readers' batches go in full.
 */
function readerFits(compiled: CompiledMail, reader: string, to: string): boolean {
  if (reader.includes('{') || to.includes('{')) return false;
  // What everybody has: too short to grow too long, and with something to see.
  if (reader.length + to.length <= MOST_LETTERS && /\w/.test(reader)) return true;
  const text = readerWords(compiled, reader, to);
  return text !== '' && escapeHtml(text).length <= LONGEST_VALUE;
}

/** In the order of their first use, HTML before text. */
function variablesOf({ html, text }: CompiledMail): TemplateVariable[] {
  const variables = new Map<string, TemplateVariable>();
  const add = (parts: readonly Part[], reader: 'readerHtml' | 'readerText') => {
    for (const part of parts) {
      if (typeof part === 'string') continue;
      const key = keyOf(part.slot, reader);
      const place: Place =
        part.slot === 'reader' ? { kind: 'own', name: reader } : { kind: 'url', slot: part.slot };
      variables.set(key, { key, place });
    }
  };
  add(html, 'readerHtml');
  add(text, 'readerText');
  return [...variables.values()];
}

/** Never changed: a template that was published under one version is named by the batches of the next. */
function keyOf(slot: Slot, reader: 'readerHtml' | 'readerText'): string {
  if (slot === 'reader') return reader === 'readerHtml' ? 'READER_HTML' : 'READER_TEXT';
  if (slot === 'preferences') return 'PREFERENCES';
  if (slot === 'unsubscribe') return 'LEAVE';
  return slot.replace('vote-', 'VOTE_');
}

function withKeys(parts: readonly Part[], reader: 'readerHtml' | 'readerText'): string {
  return parts.map(part => (typeof part === 'string' ? part : `{{{${keyOf(part.slot, reader)}}}}`)).join('');
}

function variableFault(keys: readonly string[]): string | null {
  if (keys.length > MOST_VARIABLES) {
    return `it has ${keys.length} variables, a template at most ${MOST_VARIABLES}`;
  }
  const bad = keys.find(key => !KEY.test(key) || RESERVED.has(key));
  return bad === undefined ? null : `"${bad}" cannot be the name of a variable`;
}

/** Braces of the mail's own that could be read as a variable, or change where one begins and ends. */
function braceFault(place: string, parts: readonly Part[]): string | null {
  const bare = parts.map(part => (typeof part === 'string' ? part : SLOT)).join('');
  if (bare.includes('{{')) return `its ${place} has double braces of its own`;
  return besideSlot.test(bare) ? `its ${place} has a brace or backslash beside a reader's part` : null;
}

const SLOT = '\u0000';
const besideSlot = new RegExp(`[{\\\\]${SLOT}|${SLOT}\\}`);
