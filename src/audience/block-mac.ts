import { createCipheriv } from 'node:crypto';
import { createMac } from './mac.ts';

/** Bytes of a message, and of its tag. */
export const BLOCK = 16;
/** What the doubling of a block adds where a bit falls out (NIST SP 800-38B, 5.3). */
const REDUCTION = 0x87;

/**
 * Tags many messages of one block each, that stand one after the other; the tags come back in the same order.
 * @throws when the length is not a multiple of the block's
 */
export type BlockMac = (blocks: Uint8Array) => Buffer;

/** @param secret any text; its AES key is derived from it, so that no key is used for two things */
export function createBlockMac(secret: string): BlockMac {
  return cmacOf(Buffer.from(createMac(secret)('verdicts block key 2'), 'base64url'));
}

/**
 * AES-256-CMAC (NIST SP 800-38B, RFC 4493) of messages of exactly one block, where it is one encryption of the message
 * and a subkey: all tags of a batch are one call of the cipher (docs/decisions/129).
 * @param key 32 bytes
 */
export function cmacOf(key: Buffer): BlockMac {
  // ECB is the bare block cipher: CMAC is what is built from it here.
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  const subkey = doubled(cipher.update(Buffer.alloc(BLOCK)));
  return blocks => {
    if (blocks.length % BLOCK !== 0) throw new Error(`${blocks.length} bytes are not whole blocks.`);
    const masked = Buffer.allocUnsafe(blocks.length);
    for (let at = 0; at < blocks.length; at++)
      masked[at] = (blocks[at] ?? 0) ^ (subkey[at & (BLOCK - 1)] ?? 0);
    return cipher.update(masked);
  };
}

function doubled(block: Buffer): Buffer {
  const twice = Buffer.alloc(BLOCK);
  for (let at = 0; at < BLOCK; at++) {
    twice[at] = (((block[at] ?? 0) << 1) | ((block[at + 1] ?? 0) >> 7)) & 0xff;
  }
  if ((block[0] ?? 0) & 0x80) twice[BLOCK - 1] = (twice[BLOCK - 1] ?? 0) ^ REDUCTION;
  return twice;
}
