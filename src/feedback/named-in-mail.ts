import type { ReturnPath } from '../delivery/return-path.ts';

/** A return path in a mail, in any writing: `+` may stand as `=2B` (quoted-printable) or `+2B` (xtext). */
const CANDIDATE = /[+=](?:2b)?((?:d[0-9a-z]{1,10}-[0-9a-z]{1,10}|s[0-9a-z]{1,10})-[a-z2-7]{16})(?=[@=])/gi;
const ENVELOPE_ID = /^Original-Envelope-Id:[ \t]*(\S{1,64})/gim;
/** Where a mailbox's server writes down whom a mail was for. */
const RECIPIENT = /^(?:Delivered-To|X-Original-To|Envelope-To|X-Envelope-To|To):.*(?:\r?\n[ \t].*)*/gim;
/** Bytes of a mail that are looked through. */
const MOST = 1_048_576;
/** Each is a MAC to reckon; no honest mail holds more than a few. */
const MOST_TOKENS = 50;

/**
 * The mail of ours that a returned one is about, by the tokens that stand in it: in the headers that say whom it was for,
 * else anywhere in it, where all have to agree. Who knows such a token was sent that mail, or has passed it on.
 * @returns its `delivery` tag; null where it names none, or more than one
 */
export function deliveryNamedIn(mail: Uint8Array, returnPath: ReturnPath): string | null {
  const source = Buffer.from(mail.buffer, mail.byteOffset, Math.min(mail.length, MOST)).toString('latin1');
  const end = source.search(/\r?\n\r?\n/);
  const recipients = (source.slice(0, end === -1 ? undefined : end).match(RECIPIENT) ?? []).join('\n');
  return onlyOne(recipients, returnPath) ?? onlyOne(source, returnPath);
}

function onlyOne(text: string, { deliveryOf }: ReturnPath): string | null {
  const tokens = [CANDIDATE, ENVELOPE_ID].flatMap(pattern =>
    [...text.matchAll(pattern)].map(([, token = '']) => token.toLowerCase()),
  );
  const candidates = [...new Set(tokens)].slice(0, MOST_TOKENS);
  const named = new Set(candidates.map(deliveryOf).filter(delivery => delivery !== null));
  const [delivery] = named;
  return named.size === 1 && delivery !== undefined ? delivery : null;
}
