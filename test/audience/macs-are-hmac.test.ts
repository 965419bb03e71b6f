import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMac } from '../../src/audience/mac.ts';

describe('a mac', () => {
  it('is the HMAC-SHA256 that Node makes, for keys of any length and any message', () => {
    const secret = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 150 })
      .filter(text => text.isWellFormed());
    const message = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(secret, fc.array(message, { minLength: 1, maxLength: 4 }), (key, messages) => {
        const mac = createMac(key);
        // One after the other with the same buffers: a longer message leaves nothing behind for a shorter one.
        for (const text of messages) {
          expect(mac(text)).toBe(createHmac('sha256', key).update(text).digest('base64url'));
        }
      }),
    );
  });

  it('agrees with RFC 4231 where key and message are text', () => {
    const hex = (text: string) => Buffer.from(text, 'base64url').toString('hex');
    expect(hex(createMac('Jefe')('what do ya want for nothing?'))).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  it('takes the longest message there is room for, and no longer one', () => {
    const mac = createMac('key');
    const longest = '\u20ac'.repeat(4_096);
    expect(mac(longest)).toBe(createHmac('sha256', 'key').update(longest).digest('base64url'));
    expect(() => mac(`${longest}x`)).toThrow('4097 characters');
  });
});
