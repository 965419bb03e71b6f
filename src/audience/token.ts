import { createHash, timingSafeEqual } from 'node:crypto';
import { createBlockMac } from './block-mac.ts';
import { isLinkToken, type LinkKey, readLinkToken } from './link-token.ts';
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
}

export interface Keyring {
  /** Signs everything new. */
  readonly current: SigningKey;
  /** Every key that is still accepted, the newest first. */
  readonly all: readonly SigningKey[];
  /** Any key that is still accepted. */
  byId(id: string): SigningKey | undefined;
  /** The key of a seal, with the version of that time. */
  bySealName(name: string): SigningKey | undefined;
}

/** How tokens of one version are put together; a new one stands beside it, so that those in old mails stay readable. */
interface TokenForm {
  readonly version: string;
  /** Before the body, and between expiry and subject. */
  readonly joint: string;
  readonly expiryJoint: string;
}

/** Of all tokens but an issue's links. Nothing in one looks like a Bitcoin address (docs/decisions/148). */
const FORM: TokenForm = { version: 'a', joint: '_', expiryJoint: '_' };
/** What earlier versions signed, and seals of theirs still are. */
const FIRST_FORM: TokenForm = { version: '1', joint: '', expiryJoint: '.' };
const ID_LENGTH = 4;
/** 132 bits. */
const MAC_LENGTH = 22;
const MAC_START = 1 + ID_LENGTH;
const MAC_END = MAC_START + MAC_LENGTH;
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
    keys.set(id, { id, mac: createMac(secret), blockMac: createBlockMac(secret), links: 3 });
  }
  const [current] = keys.values();
  if (!current) throw new Error('A keyring needs at least one secret key.');
  return {
    current,
    all: [...keys.values()],
    byId: id => keys.get(id),
    bySealName: name => {
      const key = keys.get(name.slice(0, ID_LENGTH));
      if (!key) return undefined;
      if (name === sealName(key)) return key;
      return [1, 2].map(links => ({ ...key, links }) as SigningKey).find(each => sealName(each) === name);
    },
  };
}

/** What a sealed batch remembers of the key, so that its links are signed alike by every later version of the code. */
export function sealName(key: SigningKey): string {
  return key.links === 1 ? key.id : `${key.id}.${key.links}`;
}

/**
 * A URL-safe token that says "whoever holds this was sent it for this purpose". The same key, purpose and subject
 * always give the same token, so a batch can be rebuilt byte for byte; with the key of a first seal, in its form.
 * @param subject whom or what it is about; readable by whoever holds the token, so no addresses where that matters
 */
export function signToken(key: SigningKey, purpose: LastingPurpose, subject: string): string {
  return seal(key, key.links === 1 ? FIRST_FORM : FORM, purpose, encodeSubject(subject));
}

/** As signToken, refused from `expiresAt` on (epoch ms, kept to the second, rounded down). */
export function signExpiringToken(
  key: SigningKey,
  purpose: ExpiringPurpose,
  subject: string,
  expiresAt: number,
): string {
  const expiry = Math.floor(expiresAt / 1_000).toString(36);
  return seal(key, FORM, purpose, expiry + FORM.expiryJoint + encodeSubject(subject));
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
  if (isLinkToken(token)) return readLinkToken(keyring.byId, purpose, token);
  const form = [FORM, FIRST_FORM].find(({ version }) => token.startsWith(version));
  const key = keyring.byId(token.slice(1, MAC_START));
  if (!form || !key || !token.startsWith(form.joint, MAC_END)) return null;
  const body = token.slice(MAC_END + form.joint.length);
  const given = Buffer.from(token.slice(MAC_START, MAC_END), 'utf8');
  const expected = Buffer.from(mac(key, form, purpose, body), 'utf8');
  // Compared as text: in base64url two spellings can decode to the same bytes.
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return openBody(body, form, purpose, now);
}

function openBody(
  body: string,
  { expiryJoint }: TokenForm,
  purpose: TokenPurpose,
  now: number,
): string | null {
  if (!EXPIRING.has(purpose)) return decodeSubject(body);
  const end = body.indexOf(expiryJoint);
  const subject = body.slice(end + 1);
  if (end < 1 || subject === '' || Number.parseInt(body.slice(0, end), 36) * 1_000 <= now) return null;
  return decodeSubject(subject);
}

function seal(key: SigningKey, form: TokenForm, purpose: TokenPurpose, body: string): string {
  const token = form.version + key.id + mac(key, form, purpose, body) + form.joint + body;
  if (token.length > MAX_LENGTH) throw new Error(`The subject of a ${purpose} token is too long.`);
  return token;
}

function mac(key: SigningKey, { version }: TokenForm, purpose: TokenPurpose, body: string): string {
  return key.mac(`verdicts token ${version}\0${purpose}\0${body}`).slice(0, MAC_LENGTH);
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
