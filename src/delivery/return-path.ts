import { timingSafeEqual } from 'node:crypto';
import type { Keyring, SigningKey } from '../audience/token.ts';

/** The local part of the return path where BOUNCE_DOMAIN names a domain alone. */
const MAILBOX = 'bounces';
/** Bytes of a MAC that are kept, 80 bits, and how many letters they are. */
const MAC_BYTES = 10;
const MAC_LENGTH = 16;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const TOKEN = /^(?:d([0-9a-z]{1,10})-([0-9a-z]{1,10})|s([0-9a-z]{1,10}))-([a-z2-7]{16})$/;

/** Where what comes of a mail is reported: an address of its own for each mail, which nobody else can make. */
export interface ReturnPath {
  /** All addresses are this one with something after a plus: `bounces@news.example.com`. */
  readonly mailbox: string;
  /**
   * The envelope's sender for a mail, and the token in it.
   * @param delivery its `delivery` tag
   * @returns null for a tag that is none of this database's
   */
  senderOf(delivery: string): { readonly address: string; readonly token: string } | null;
  /** Whose bounce comes to an address, in whatever case it is written. */
  read(address: string): Recipient;
  /** @returns the `delivery` tag; null for a token that this database has not made */
  deliveryOf(token: string): string | null;
}

export type Recipient =
  | { readonly kind: 'delivery'; readonly delivery: string }
  /** The mailbox itself: only what stands in the mail can tell what it is about. */
  | { readonly kind: 'mailbox' }
  | { readonly kind: 'none' };

/** The mailbox of a BOUNCE_DOMAIN, which may name one: `bounces@` where it does not. */
export function returnMailbox(setting: string): string {
  return (setting.includes('@') ? setting : `${MAILBOX}@${setting}`).toLowerCase();
}

/**
 * The return path of every mail, made of its delivery and a MAC (docs/decisions/206). Relays may write addresses in lower
 * case, so the token has no other.
 * @param parts.setting BOUNCE_DOMAIN
 */
export function createReturnPath(parts: {
  readonly setting: string;
  readonly keyring: Keyring;
  readonly installationId: string;
}): ReturnPath {
  const { keyring, installationId } = parts;
  const mailbox = returnMailbox(parts.setting);
  const [local = '', domain = ''] = mailbox.split('@');
  const deliveryOf = (token: string) => {
    const found = TOKEN.exec(token.toLowerCase());
    if (!found) return null;
    const [whole, issue = '', seq = '', single, given = ''] = found;
    const body = whole.slice(0, -MAC_LENGTH - 1);
    if (!keyring.all.some(key => isEqual(given, macOf(key, installationId, body)))) return null;
    return `${installationId}_${
      single === undefined ? `${digits(issue)}_${digits(seq)}` : `single_${digits(single)}`
    }`;
  };
  return {
    mailbox,
    senderOf: delivery => {
      const body = delivery.startsWith(`${installationId}_`)
        ? bodyOf(delivery.slice(installationId.length + 1))
        : null;
      if (body === null) return null;
      const token = `${body}-${macOf(keyring.current, installationId, body)}`;
      return { address: `${local}+${token}@${domain}`, token };
    },
    read: address => {
      const lower = address.toLowerCase();
      if (lower === mailbox) return { kind: 'mailbox' };
      if (!lower.startsWith(`${local}+`) || !lower.endsWith(`@${domain}`)) return { kind: 'none' };
      const delivery = deliveryOf(lower.slice(local.length + 1, -domain.length - 1));
      return delivery === null ? { kind: 'none' } : { kind: 'delivery', delivery };
    },
    deliveryOf,
  };
}

/** @param rest of a tag: `<issue id>_<seq>` or `single_<id>` */
function bodyOf(rest: string): string | null {
  const found = /^(?:(\d{1,15})_(\d{1,15})|single_(\d{1,15}))$/.exec(rest);
  if (!found) return null;
  const [, issue, seq, single] = found;
  return single === undefined ? `d${letters(issue)}-${letters(seq)}` : `s${letters(single)}`;
}

function letters(number: string | undefined): string {
  return Number(number).toString(36);
}

function digits(text: string): string {
  return String(Number.parseInt(text, 36));
}

/** Of its own purpose, and of this database: a copy of it for staging has the same keys. */
function macOf(key: SigningKey, installationId: string, body: string): string {
  const bytes = Buffer.from(key.mac(`verdicts return path 1\0${installationId}\0${body}`), 'base64url');
  let [letters, bits, count] = ['', 0, 0];
  for (const byte of bytes.subarray(0, MAC_BYTES)) {
    bits = (bits << 8) | byte;
    for (count += 8; count >= 5; count -= 5) letters += LETTERS[(bits >>> (count - 5)) & 31];
    bits &= (1 << count) - 1;
  }
  return letters;
}

function isEqual(given: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(given, 'latin1'), Buffer.from(right, 'latin1'));
}
