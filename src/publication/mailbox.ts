import { domainToASCII } from 'node:url';
import { z } from 'zod';

/** A bare address; the domain comes out in ASCII, as mail servers without SMTPUTF8 need it. */
export const address = z
  .string()
  .refine(isAddress, 'a mail address')
  .refine(hasPlainLocal, 'a mail address with plain letters before the @')
  .transform(asciiAddress);

/** One mailbox, `a@b` or `Name <a@b>` (RFC 5322 3.4); the domain comes out in ASCII, the name as it was typed. */
export const mailbox = z.string().transform((value, context) => {
  const reading = readMailbox(value.trim());
  if (reading.kind === 'ok') return reading.text;
  context.addIssue({ code: 'custom', message: reading.allowed });
  return z.NEVER;
});

/** An address with its domain in ASCII and lower case (IDNA); what is no address comes back as it is. */
export function asciiAddress(text: string): string {
  const at = text.lastIndexOf('@');
  const domain = domainToASCII(text.slice(at + 1).normalize('NFC'));
  return at < 1 || domain === '' ? text : `${text.slice(0, at)}@${domain.toLowerCase()}`;
}

type Reading =
  | { readonly kind: 'ok'; readonly text: string }
  | { readonly kind: 'bad'; readonly allowed: string };

const NAMED = /^(.*?)\s*<([^<>]*)>$/su;
/** Words without a sign that would end the name, make it a group or begin a second author; or all in quotation marks. */
const NAME = /^(?:[^\p{Cc}()<>[\]:;@\\,"]*|"(?:[^\p{Cc}"\\]|\\[^\p{Cc}])*")$/u;

function readMailbox(text: string): Reading {
  const [, name = '', bare = text] = NAMED.exec(text) ?? [];
  if (!isAddress(bare)) return { kind: 'bad', allowed: `one mailbox, ${advice(text)}` };
  if (!hasPlainLocal(bare)) {
    return {
      kind: 'bad',
      allowed: 'one mailbox with plain letters before the @: many servers accept nothing else',
    };
  }
  if (!NAME.test(name)) {
    return {
      kind: 'bad',
      allowed: `one mailbox; put a name with such characters in quotation marks: ${quoted(name, bare)}`,
    };
  }
  const ascii = asciiAddress(bare);
  return { kind: 'ok', text: bare === text ? ascii : `${name} <${ascii}>`.trimStart() };
}

function advice(text: string): string {
  const found = text.split(/[\s,;:<>()"]+/u).filter(isAddress);
  if (found.length > 1) return `not ${found.length} of them: ${found[0]}`;
  return `such as ${found[0] ?? 'verdicts@your-domain'} or Weekly Verdicts <${found[0] ?? 'verdicts@your-domain'}>`;
}

/** As it is written in a shell and in .env alike: both take the outer quotation marks away. */
function quoted(name: string, bare: string): string {
  const inner = name.replace(/[\p{Cc}"'\\]/gu, '').trim();
  return `'"${inner}" <${bare}>'`;
}

/** Looser than any server: who can be reached is not judged here, only that it is one address. */
function isAddress(text: string): boolean {
  const domain = domainToASCII(text.slice(text.lastIndexOf('@') + 1).normalize('NFC'));
  return /^[^\s@"(),:;<>[\\\]\p{Cc}]{1,64}@[^\s@/]{1,255}$/u.test(text) && /^[a-z0-9.-]+$/i.test(domain);
}

function hasPlainLocal(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text.slice(0, text.lastIndexOf('@')));
}
