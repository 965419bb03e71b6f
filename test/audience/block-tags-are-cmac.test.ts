import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cmacOf, createBlockMac } from '../../src/audience/block-mac.ts';
import { readLinkToken, signLinks } from '../../src/audience/link-token.ts';
import { createKeyring } from '../../src/audience/token.ts';

const SECRET = 'a-secret-of-at-least-thirty-two-characters';
const OTHER = 'another-secret-of-thirty-two-characters!!!';
const keyring = createKeyring([SECRET]);

describe('the tag of a block', () => {
  it('is AES-256-CMAC as NIST SP 800-38B has it', () => {
    const key = Buffer.from('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', 'hex');
    const message = Buffer.from('6bc1bee22e409f96e93d7e117393172a', 'hex');
    expect(cmacOf(key)(message).toString('hex')).toBe('28a7023f452e8f82bd4bf28d8c37c35c');
  });

  it('is the same for a block alone and among others, in any order and number', () => {
    const mac = createBlockMac(SECRET);
    const block = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), blocks => {
        const together = mac(Buffer.concat(blocks));
        expect(together.toString('hex')).toBe(blocks.map(one => mac(one).toString('hex')).join(''));
      }),
    );
    expect(() => mac(Buffer.alloc(17))).toThrow('whole blocks');
  });

  it('has a key of its own, derived from the secret', () => {
    const mac = createBlockMac(SECRET);
    const bare = createCipheriv('aes-256-ecb', Buffer.from(SECRET.slice(0, 32)), null).setAutoPadding(false);
    expect(mac(Buffer.alloc(16)).equals(bare.update(Buffer.alloc(16)))).toBe(false);
    expect(mac(Buffer.alloc(16)).equals(createBlockMac(OTHER)(Buffer.alloc(16)))).toBe(false);
  });

  it('is read with no key but the one it names', () => {
    const [reader] = signLinks(keyring.current, { id: 1, votes: 0 }, [7]);
    expect(readLinkToken(() => undefined, 'preferences', reader!.preferences)).toBeNull();
  });
});
