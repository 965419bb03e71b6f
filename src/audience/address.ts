import { domainToASCII } from 'node:url';
import validator from 'validator';
import { firstInvisible } from './visible-text.ts';

export type ParsedAddress =
  | {
      readonly kind: 'ok';
      /** As typed, the domain in ASCII and lower case: what mail is sent to. */
      readonly email: string;
      /** What makes two addresses one person: for look-ups and caps, never sent to. */
      readonly dedupeKey: string;
    }
  | { readonly kind: 'bad'; readonly reason: string };

/** RFC 5321 4.5.3.1 with erratum 1690: a path of 256 octets less its angle brackets. */
const MAX_ADDRESS = 254;
const MAX_LOCAL = 64;

/**
 * Blanks, and what a copy from a page or a mail brings along unseen: zero-width signs, and the marks around a text that
 * runs from left to right. Looks back so that a run is tried once, not from each of its characters: it may be 64 KB long.
 */
const AROUND = ' \\t\\u00a0\\u00ad\\u200b\\u200e\\u200f\\u202a\\u202c\\u2060\\u2066\\u2068\\u2069\\ufeff';
const BLANKS_AROUND = new RegExp(`^[${AROUND}]+|(?<![${AROUND}])[${AROUND}]+$`, 'g');

/** Where dots and `+tag` are known to lead to the same mailbox; nowhere else may that be guessed. */
const GMAIL = new Set(['gmail.com', 'googlemail.com']);

/**
 * Judges an address by its syntax alone: neither DNS nor reserved names refuse one.
 * @param text as typed; blanks around it are dropped
 */
export function parseAddress(text: string): ParsedAddress {
  const trimmed = text.replace(BLANKS_AROUND, '');
  const reason = refuseText(trimmed);
  if (reason) return { kind: 'bad', reason };
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, at);
  const domain = asciiDomain(trimmed.slice(at + 1));
  if (domain.kind === 'bad') return domain;
  const email = `${local}@${domain.value}`;
  const refused = refuseLocal(local) ?? refuseWhole(email);
  if (refused) return { kind: 'bad', reason: refused };
  return { kind: 'ok', email, dedupeKey: dedupeKey(local.toLowerCase(), domain.value) };
}

function refuseText(text: string): string | null {
  if (text === '') return 'the address is empty';
  if (text.length > 2 * MAX_ADDRESS) return `the address is longer than ${MAX_ADDRESS} characters`;
  const invisible = firstInvisible(text);
  if (invisible) return `the address contains ${invisible}`;
  if (/[<>]/.test(text)) return 'only the address itself belongs here, without a name or angle brackets';
  if (/[,;]/.test(text)) return 'only one address belongs here';
  if (/\s/u.test(text)) return 'the address contains a space';
  if (!text.includes('@')) return 'the address has no @';
  return null;
}

function refuseLocal(local: string): string | null {
  if (local === '') return 'there is nothing before the @';
  if (local.includes('"')) return 'addresses in quotation marks are not supported';
  if (/[^\x21-\x7e]/.test(local)) {
    return 'letters beyond a to z before the @ cannot be delivered to reliably yet; please use another address';
  }
  if (local.length > MAX_LOCAL) return `the part before the @ is longer than ${MAX_LOCAL} characters`;
  return null;
}

type AsciiDomain =
  | { readonly kind: 'ok'; readonly value: string }
  | { readonly kind: 'bad'; readonly reason: string };

function asciiDomain(domain: string): AsciiDomain {
  const bad = (reason: string) => ({ kind: 'bad', reason }) as const;
  if (domain === '') return bad('there is nothing after the @');
  if (domain.startsWith('[')) return bad('an IP address in place of a domain is not supported');
  // Before the conversion, because it parses a whole host: `b.com/x` would come out as `b.com`.
  if (/[^a-z0-9.\-\u0080-\u{10ffff}]/iu.test(domain)) {
    return bad('the domain after the @ contains a character that no domain has');
  }
  const ascii = domainToASCII(domain.normalize('NFC')).toLowerCase();
  if (!/^[a-z0-9.-]+$/.test(ascii)) return bad('the part after the @ is not a domain');
  const labels = ascii.split('.');
  if (labels.length < 2) return bad('the domain after the @ has no dot');
  if (/^\d*$/.test(labels.at(-1) ?? '')) return bad('the domain after the @ has no valid ending');
  return { kind: 'ok', value: ascii };
}

function refuseWhole(email: string): string | null {
  if (email.length > MAX_ADDRESS) return `the address is longer than ${MAX_ADDRESS} characters`;
  // The ending of the domain was judged above: validator's own rule wants a TLD of letters, which is not syntax.
  if (validator.isEmail(email, { allow_utf8_local_part: false, require_tld: false })) return null;
  return 'this is not an address: a dot, a hyphen or another character is where it may not be';
}

function dedupeKey(local: string, domain: string): string {
  if (!GMAIL.has(domain)) return `${local}@${domain}`;
  const mailbox = local.replace(/\+.*$/, '').replaceAll('.', '');
  return `${mailbox === '' ? local : mailbox}@gmail.com`;
}
