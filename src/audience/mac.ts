import { hash } from 'node:crypto';

const BLOCK = 64;
const DIGEST = 32;
/** Longest message in UTF-16 units; a token has at most 1,024 characters. */
const LONGEST = 4_096;

/** Signs a message: HMAC-SHA256 as base64url. */
export type Mac = (message: string) => string;

/**
 * HMAC-SHA256 (RFC 2104) out of two one-shot hashes. Node's createHmac makes an object for every message, and at five
 * links a reader those objects were the dearest thing the sender did (docs/decisions/048).
 */
export function createMac(secret: string): Mac {
  const bytes = Buffer.from(secret, 'utf8');
  const key = bytes.length > BLOCK ? hash('sha256', bytes, 'buffer') : bytes;
  // UTF-8 takes at most three bytes for a UTF-16 unit.
  const inner = Buffer.alloc(BLOCK + 3 * LONGEST);
  const outer = Buffer.alloc(BLOCK + DIGEST);
  for (let at = 0; at < BLOCK; at++) {
    const byte = key[at] ?? 0;
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return message => {
    if (message.length > LONGEST)
      throw new Error(`A message of ${message.length} characters is too long to sign.`);
    const length = inner.write(message, BLOCK, 'utf8');
    outer.write(hash('sha256', inner.subarray(0, BLOCK + length), 'hex'), BLOCK, 'hex');
    return hash('sha256', outer, 'base64url');
  };
}
