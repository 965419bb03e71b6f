import { domainToASCII } from 'node:url';
// Alone: the whole of it is a hundred files.
import validator from 'validator/lib/isEmail.js';
import { HOUSE_WORDS } from '../words/words.ts';
import { type AddressFault, addressFaultWords } from './address-fault.ts';
import { firstInvisible } from './visible-text.ts';

interface GoodAddress {
  readonly kind: 'ok';
  /** As typed, the domain in ASCII and lower case: what mail is sent to. */
  readonly email: string;
  /** What makes two addresses one person: for look-ups and caps, never sent to. */
  readonly dedupeKey: string;
}

export type JudgedAddress = GoodAddress | { readonly kind: 'bad'; readonly fault: AddressFault };

/** `reason`: in English, to stand within a sentence or after a colon. */
export type ParsedAddress = GoodAddress | { readonly kind: 'bad'; readonly reason: string };

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

/** As `judgeAddress`, for the desk, the command line and reports on files. */
export function parseAddress(text: string): ParsedAddress {
  const judged = judgeAddress(text);
  if (judged.kind === 'ok') return judged;
  const sentence = addressFaultWords(judged.fault, HOUSE_WORDS);
  return { kind: 'bad', reason: `${sentence.charAt(0).toLowerCase()}${sentence.slice(1, -1)}` };
}

/**
 * Judges an address by its syntax alone: neither DNS nor reserved names refuse one.
 * @param text as typed; blanks around it are dropped
 */
export function judgeAddress(text: string): JudgedAddress {
  const trimmed = text.replace(BLANKS_AROUND, '');
  const fault = refuseText(trimmed);
  if (fault) return { kind: 'bad', fault };
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, at);
  const domain = asciiDomain(trimmed.slice(at + 1));
  if (domain.kind === 'bad') return domain;
  const email = `${local}@${domain.value}`;
  const refused = refuseLocal(local) ?? refuseWhole(email);
  if (refused) return { kind: 'bad', fault: refused };
  return { kind: 'ok', email, dedupeKey: dedupeKey(local.toLowerCase(), domain.value) };
}

function refuseText(text: string): AddressFault | null {
  if (text === '') return { kind: 'empty' };
  if (text.length > 2 * MAX_ADDRESS) return { kind: 'long', most: MAX_ADDRESS };
  if (text.includes('\ufffd')) return { kind: 'unreadable' };
  const invisible = firstInvisible(text);
  if (invisible) return { kind: 'invisible', ...invisible };
  if (/[<>]/.test(text)) return { kind: 'named' };
  if (/[,;]/.test(text)) return { kind: 'several' };
  if (/\s/u.test(text)) return { kind: 'spaced' };
  if (!text.includes('@')) return { kind: 'no-at' };
  return null;
}

function refuseLocal(local: string): AddressFault | null {
  if (local === '') return { kind: 'no-local' };
  if (local.includes('"')) return { kind: 'quoted' };
  if (/[^\x21-\x7e]/.test(local)) return { kind: 'beyond-ascii' };
  if (local.length > MAX_LOCAL) return { kind: 'local-long', most: MAX_LOCAL };
  return null;
}

type AsciiDomain =
  | { readonly kind: 'ok'; readonly value: string }
  | { readonly kind: 'bad'; readonly fault: AddressFault };

function asciiDomain(domain: string): AsciiDomain {
  const bad = (kind: 'no-domain' | 'ip' | 'odd-domain' | 'bad-domain' | 'no-dot' | 'no-ending') =>
    ({ kind: 'bad', fault: { kind } }) as const;
  if (domain === '') return bad('no-domain');
  if (domain.startsWith('[')) return bad('ip');
  // Before the conversion, because it parses a whole host: `b.com/x` would come out as `b.com`.
  if (/[^a-z0-9.\-\u0080-\u{10ffff}]/iu.test(domain)) return bad('odd-domain');
  const ascii = domainToASCII(domain.normalize('NFC')).toLowerCase();
  if (!/^[a-z0-9.-]+$/.test(ascii)) return bad('bad-domain');
  const labels = ascii.split('.');
  if (labels.length < 2) return bad('no-dot');
  if (/^\d*$/.test(labels.at(-1) ?? '')) return bad('no-ending');
  return { kind: 'ok', value: ascii };
}

function refuseWhole(email: string): AddressFault | null {
  if (email.length > MAX_ADDRESS) return { kind: 'long', most: MAX_ADDRESS };
  // The ending of the domain was judged above: validator's own rule wants a TLD of letters, which is not syntax.
  if (validator.default(email, { allow_utf8_local_part: false, require_tld: false })) return null;
  return { kind: 'misplaced' };
}

function dedupeKey(local: string, domain: string): string {
  if (!GMAIL.has(domain)) return `${local}@${domain}`;
  const mailbox = local.replace(/\+.*$/, '').replaceAll('.', '');
  return `${mailbox === '' ? local : mailbox}@gmail.com`;
}
