import { createHash, createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import type MailComposer from 'nodemailer/lib/mail-composer';
import { domainOf } from '../mail-headers.ts';
import type { MailMessage } from './mailer.ts';

const require = createRequire(import.meta.url);
/**
 * Loaded with the first mail: most commands write none. As a CommonJS module: an `import` of node:http, which it begins
 * with, has Node make all that may be asked of that, among it a second HTTP client.
 */
let composers: typeof MailComposer | undefined;

/** RFC 5322 2.1.1: no line is longer, so a header beyond it has to be folded after all. */
export const LONGEST_LINE = 998;

/**
 * A mail as RFC 5322 bytes with CRLF: text and HTML as alternatives, the message id and the boundary derived from the
 * mail itself, so that the same mail at the same date is the same bytes.
 * @param date epoch milliseconds for the Date header
 * @throws Error when a header of ours is not fit for a mail, which is a fault in the code that made it
 */
export async function mimeBytes(message: MailMessage, date: number): Promise<Buffer> {
  composers ??= require('nodemailer/lib/mail-composer') as typeof MailComposer;
  return new composers(composed(message, date)).compile().build();
}

/** What nodemailer's composer makes such a mail of. @throws Error as mimeBytes does */
export function composed(message: MailMessage, date: number) {
  return {
    from: message.from,
    replyTo: message.replyTo,
    // As an object: a string would be parsed as a list, and a comma in it would be a second reader.
    to: { name: '', address: message.to },
    subject: message.subject.replace(/[\u0000-\u001f\u007f]+/g, ' '),
    text: crlf(message.text),
    html: crlf(message.html),
    // Said here, nodemailer need not count characters to choose, which takes longer than the encoding itself.
    encoding: 'quoted-printable',
    textEncoding: 'quoted-printable',
    headers: Object.entries(message.headers).map(([key, value]) => ({ key, value: asWritten(key, value) })),
    messageId: messageId(message),
    date: new Date(date),
    baseBoundary: fingerprint(message),
    disableFileAccess: true,
    disableUrlAccess: true,
  } as const;
}

/**
 * The Message-ID of a mail: the same on every attempt, no other mail's in the world (RFC 5322 3.6.4), and without a word
 * about the reader. Keyed with the installation's random name, which stands in the tag and in no mail, so that nobody can
 * find out by trying whose it is.
 */
export function messageId(message: MailMessage): string {
  return messageIdAt(domainOf(message.from), message);
}

/** The same where the sender's domain is known. */
export function messageIdAt(
  domain: string,
  { kind, name, to, tags }: Pick<MailMessage, 'kind' | 'name' | 'to' | 'tags'>,
): string {
  const [installation = '', ...place] = (tags.delivery ?? '').split('_');
  // A preview goes nowhere: it has no tag.
  const about = place.length > 0 ? place : [name, to];
  const digest = createHmac('sha256', installation).update(['message id', kind, ...about].join('\0'));
  return `<${digest.digest('hex').slice(0, 40)}@${domain}>`;
}

/**
 * Why this cannot stand as a recipient in a mail or an SMTP command; null when it can. Not a judgement on the address:
 * sign-up and import made that one.
 */
export function addressFault(address: string): string | null {
  if (address.length > 254) return 'longer than 254 characters';
  return /^[^\s\u0000-\u001f\u007f-\u009f@"(),:;<>[\\\]]+@[^\s\u0000-\u001f\u007f-\u009f@"(),:;<>[\\\]]+$/.test(
    address,
  )
    ? null
    : 'not a plain address';
}

/**
 * Kept on one line as it stands: a folded List-Unsubscribe has broken DKIM at some relays
 * (https://github.com/nodemailer/nodemailer/issues/1654).
 */
function asWritten(name: string, value: string): string | { prepared: boolean; value: string } {
  if (!/^[A-Za-z0-9-]+$/.test(name) || /[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) {
    throw new Error(`The header ${JSON.stringify(name)} has characters that would end it early.`);
  }
  const fits = name.length + 2 + value.length <= LONGEST_LINE && /^[\x20-\x7e]*$/.test(value);
  return fits ? { prepared: true, value } : value;
}

export function crlf(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n');
}

/** Makes a boundary that no one can guess who has not the mail's text before him. */
function fingerprint(message: MailMessage): string {
  return createHash('sha256').update(`${message.name}\n${message.text}`).digest('hex').slice(0, 24);
}
