import { createHash, timingSafeEqual } from 'node:crypto';
import { createBlockMac } from './block-mac.ts';
import { LINK_VERSION, type LinkKey, readLinkToken } from './link-token.ts';
import { createMac, type Mac } from './mac.ts';

/** Links that must work for as long as the mail exists. */
export type LastingPurpose =
  | 'unsubscribe'
  | 'preferences'
  | 'vote'
  | 'vote-test'
  | 'go'
  | 'form'
  /** Opens nothing: says that somebody signed in at this browser before. */
  | 'known-browser';
/** Links and cookies that open something: never made without an end. */
export type ExpiringPurpose = 'confirm' | 'sign-in' | 'session';
export type TokenPurpose = LastingPurpose | ExpiringPurpose;

export interface SigningKey extends LinkKey {
  /** Short, stable digest of the secret. */
  readonly id: string;
  readonly mac: Mac;
  /** Version of the tokens it signs an issue's links with; all else is signed in version 1. */
  readonly links: 1 | 2;
}

export interface Keyring {
  /** Signs everything new. */
  readonly current: SigningKey;
  /** Any key that is still accepted. */
  byId(id: string): SigningKey | undefined;
  /** The key of a seal, with the version of that time. */
  bySealName(name: string): SigningKey | undefined;
}

/** Of all tokens but an issue's links. A new one stands beside it, so that those in old mails stay readable. */
const VERSION = '1';
const ID_LENGTH = 4;
/** 132 bits. */
const MAC_LENGTH = 22;
const BODY_START = VERSION.length + ID_LENGTH + MAC_LENGTH;
const MAX_LENGTH = 1_024;
const EXPIRING = new Set<TokenPurpose>(['confirm', 'sign-in', 'session'] satisfies ExpiringPurpose[]);

/**
 * @param secrets as in `SECRET_KEYS`: newest first, the first one signs, all are accepted
 * @throws when there is none, or when two different secrets share an id (one in 16 million)
 */
export function createKeyring(secrets: readonly string[]): Keyring {
  const keys = new Map<string, SigningKey>();
  for (const secret of new Set(secrets)) {
    const id = createHash('sha256')
      .update(`verdicts key id\0${secret}`)
      .digest('base64url')
      .slice(0, ID_LENGTH);
    if (keys.has(id))
      throw new Error(`Two secret keys share the id ${id}: make a new one in place of either.`);
    keys.set(id, { id, mac: createMac(secret), blockMac: createBlockMac(secret), links: 2 });
  }
  const [current] = keys.values();
  if (!current) throw new Error('A keyring needs at least one secret key.');
  return {
    current,
    byId: id => keys.get(id),
    bySealName: name => {
      const key = keys.get(name.slice(0, ID_LENGTH));
      if (!key) return undefined;
      if (name === key.id) return { ...key, links: 1 };
      return name === sealName(key) ? key : undefined;
    },
  };
}

/** What a sealed batch remembers of the key, so that its links are signed alike by every later version of the code. */
export function sealName(key: SigningKey): string {
  return key.links === 1 ? key.id : `${key.id}.${key.links}`;
}

/**
 * A URL-safe token that says "whoever holds this was sent it for this purpose". The same key, purpose and subject
 * always give the same token, so a batch can be rebuilt byte for byte.
 * @param subject whom or what it is about; readable by whoever holds the token, so no addresses where that matters
 */
export function signToken(key: SigningKey, purpose: LastingPurpose, subject: string): string {
  return seal(key, purpose, encodeSubject(subject));
}

/** As signToken, refused from `expiresAt` on (epoch ms, kept to the second, rounded down). */
export function signExpiringToken(
  key: SigningKey,
  purpose: ExpiringPurpose,
  subject: string,
  expiresAt: number,
): string {
  return seal(key, purpose, `${Math.floor(expiresAt / 1_000).toString(36)}.${encodeSubject(subject)}`);
}

/**
 * @param now epoch ms, decides about purposes that expire
 * @returns the subject; null for anything forged, changed, expired or made for another purpose, without saying which
 */
export function readToken(
  keyring: Keyring,
  purpose: TokenPurpose,
  token: string,
  now: number,
): string | null {
  if (token.length > MAX_LENGTH) return null;
  if (token.startsWith(LINK_VERSION)) return readLinkToken(keyring.byId, purpose, token);
  if (!token.startsWith(VERSION)) return null;
  const key = keyring.byId(token.slice(VERSION.length, VERSION.length + ID_LENGTH));
  if (!key) return null;
  const body = token.slice(BODY_START);
  const given = Buffer.from(token.slice(VERSION.length + ID_LENGTH, BODY_START), 'utf8');
  const expected = Buffer.from(mac(key, purpose, body), 'utf8');
  // Compared as text: in base64url two spellings can decode to the same bytes.
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return openBody(body, purpose, now);
}

function openBody(body: string, purpose: TokenPurpose, now: number): string | null {
  if (!EXPIRING.has(purpose)) return decodeSubject(body);
  const [expiry, subject] = body.split('.');
  if (!expiry || !subject || Number.parseInt(expiry, 36) * 1_000 <= now) return null;
  return decodeSubject(subject);
}

function seal(key: SigningKey, purpose: TokenPurpose, body: string): string {
  const token = `${VERSION}${key.id}${mac(key, purpose, body)}${body}`;
  if (token.length > MAX_LENGTH) throw new Error(`The subject of a ${purpose} token is too long.`);
  return token;
}

function mac(key: SigningKey, purpose: TokenPurpose, body: string): string {
  return key.mac(`verdicts token ${VERSION}\0${purpose}\0${body}`).slice(0, MAC_LENGTH);
}

/** Ids stay short; anything that a URL, or the dot of the expiry, could not carry is wrapped. */
function encodeSubject(subject: string): string {
  if (subject === '') throw new Error('A token needs a subject.');
  return /^[A-Za-z0-9_-]+$/.test(subject)
    ? subject
    : `~${Buffer.from(subject, 'utf8').toString('base64url')}`;
}

function decodeSubject(text: string): string {
  return text.startsWith('~') ? Buffer.from(text.slice(1), 'base64url').toString('utf8') : text;
}
