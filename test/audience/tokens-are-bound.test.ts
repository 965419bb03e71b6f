import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createKeyring,
  type ExpiringPurpose,
  type LastingPurpose,
  readToken,
  signExpiringToken,
  signToken,
} from '../../src/audience/token.ts';
import { at } from '../support/clock.ts';

const NOW = at('2026-11-26T09:00:00Z');
const SECRET = 'a-secret-of-at-least-thirty-two-characters';
const OLDER = 'an-older-secret-of-thirty-two-characters!!';
const keyring = createKeyring([SECRET]);

/** What spam filters take for a Bitcoin address, which counts against a mail. */
const BITCOIN = /\b[13][a-km-zA-HJ-NP-Z1-9]{25,34}\b/;
const LASTING = ['unsubscribe', 'preferences', 'vote', 'vote-test', 'go', 'form'] as const;
const EXPIRING = ['confirm', 'sign-in', 'session'] as const;
const lasting = fc.constantFrom<LastingPurpose>(...LASTING);
const expiring = fc.constantFrom<ExpiringPurpose>(...EXPIRING);
const subject = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter(text => text.isWellFormed());

describe('signed tokens', () => {
  it('give back the subject they were made for', () => {
    fc.assert(
      fc.property(lasting, subject, (purpose, text) => {
        const token = signToken(keyring.current, purpose, text);
        expect(token).toMatch(/^[A-Za-z0-9_~.-]+$/);
        expect(encodeURIComponent(token)).toBe(token);
        expect(readToken(keyring, purpose, token, NOW)).toBe(text);
      }),
    );
  });

  it('are the same for the same key, purpose and subject, so that a sealed batch can be rebuilt', () => {
    expect(signToken(createKeyring([SECRET]).current, 'unsubscribe', '42')).toBe(
      signToken(keyring.current, 'unsubscribe', '42'),
    );
    // Worked out by hand with another HMAC: links in mails already sent must stay readable for ever.
    const first = keyring.bySealName(keyring.current.id);
    expect(first && signToken(first, 'unsubscribe', '42')).toBe('1Vn4Hjvs_hnB6kof2m1aF2iYxgy42');
    expect(signToken(keyring.current, 'unsubscribe', '42')).toBe('aVn4HlRd1Hj7fyODM-Bhu-Ttj08_42');
  });

  it('of earlier versions go on working for every purpose, and open no other', () => {
    for (const [purpose, { token, subject: about }] of Object.entries(EARLIER)) {
      for (const other of [...LASTING, ...EXPIRING]) {
        expect(readToken(keyring, other, token, NOW), token).toBe(other === purpose ? about : null);
        // Neither form passes as the other.
        expect(readToken(keyring, other, `a${token.slice(1)}`, NOW)).toBeNull();
        expect(readToken(keyring, other, `a${token.slice(1, 27)}_${token.slice(27)}`, NOW)).toBeNull();
      }
    }
    for (const purpose of EXPIRING) {
      expect(readToken(keyring, purpose, EARLIER[purpose].token, NOW + 60_000)).toBeNull();
    }
  });

  it('look like no Bitcoin address, whatever their key, purpose and subject', () => {
    const secret = fc.string({ minLength: 32 });
    const id = fc.integer({ min: 1, max: 10_000_000 });
    const random = fc.uint8Array({ minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(secret, id, fc.nat(), random, (text, reader, askedAt, bytes) => {
        const { current } = createKeyring([text]);
        const until = NOW + askedAt * 1_000;
        for (const token of [
          ...LASTING.map(purpose => signToken(current, purpose, String(reader))),
          signToken(current, 'vote', `12.3.${reader}`),
          signExpiringToken(current, 'confirm', `${reader}-${until.toString(36)}`, until),
          signExpiringToken(
            current,
            'sign-in',
            Buffer.from(bytes).toString('base64url').replaceAll('-', '_'),
            until,
          ),
        ]) {
          expect(`/confirm/${token}?`).not.toMatch(BITCOIN);
          expect(token).toMatch(/^[a-z]/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('refuse every change of a single character, every cut and every addition', () => {
    const letters = [
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~.=+/% \u0141\u0000',
    ];
    for (const token of [
      signToken(keyring.current, 'vote', '2026-W48/1/77'),
      signExpiringToken(keyring.current, 'confirm', '77', NOW + 60_000),
    ]) {
      const purpose = token === signToken(keyring.current, 'vote', '2026-W48/1/77') ? 'vote' : 'confirm';
      expect(readToken(keyring, purpose, token, NOW)).not.toBeNull();
      for (let place = 0; place < token.length; place++) {
        for (const letter of letters.filter(other => other !== token[place])) {
          const changed = token.slice(0, place) + letter + token.slice(place + 1);
          expect(readToken(keyring, purpose, changed, NOW), changed).toBeNull();
        }
        expect(readToken(keyring, purpose, token.slice(0, place), NOW)).toBeNull();
        expect(readToken(keyring, purpose, token.slice(0, place) + token.slice(place + 1), NOW)).toBeNull();
      }
      for (const letter of letters) expect(readToken(keyring, purpose, token + letter, NOW)).toBeNull();
    }
  });

  it('refuse every other purpose', () => {
    fc.assert(
      fc.property(subject, text => {
        for (const purpose of LASTING) {
          const token = signToken(keyring.current, purpose, text);
          for (const other of [...LASTING, ...EXPIRING].filter(name => name !== purpose)) {
            expect(readToken(keyring, other, token, NOW)).toBeNull();
          }
        }
        for (const purpose of EXPIRING) {
          const token = signExpiringToken(keyring.current, purpose, text, NOW + 1_000);
          for (const other of [...LASTING, ...EXPIRING].filter(name => name !== purpose)) {
            expect(readToken(keyring, other, token, NOW)).toBeNull();
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('never throw on what strangers send', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.base64String()), text => {
        for (const purpose of [...LASTING, ...EXPIRING]) {
          expect(readToken(keyring, purpose, text, NOW)).toBeNull();
          expect(readToken(keyring, purpose, `1${keyring.current.id}${text}`, NOW)).toBeNull();
          expect(readToken(keyring, purpose, `a${keyring.current.id}${text}`, NOW)).toBeNull();
          expect(
            readToken(keyring, purpose, `a${keyring.current.id}${'A'.repeat(22)}_${text}`, NOW),
          ).toBeNull();
        }
      }),
    );
  });

  it('expire to the second where the purpose does, and nowhere else', () => {
    fc.assert(
      fc.property(expiring, subject, fc.integer({ min: 1, max: 10_000_000 }), (purpose, text, ms) => {
        const expiresAt = NOW + ms;
        const token = signExpiringToken(keyring.current, purpose, text, expiresAt);
        expect(readToken(keyring, purpose, token, expiresAt - 1_000)).toBe(text);
        expect(readToken(keyring, purpose, token, expiresAt)).toBeNull();
      }),
    );
    const kept = signToken(keyring.current, 'unsubscribe', '7');
    expect(readToken(keyring, 'unsubscribe', kept, NOW + 100 * 365 * 86_400_000)).toBe('7');
  });

  it('keep a subject that looks like an expiry apart from one', () => {
    for (const text of ['zzzz.1', '~x', '.', '1.2', 'ABC']) {
      expect(readToken(keyring, 'vote', signToken(keyring.current, 'vote', text), NOW)).toBe(text);
    }
  });

  it('make an unsubscribe address that stays within one line of 78 characters for a million readers', () => {
    const token = signToken(keyring.current, 'unsubscribe', (9_999_999).toString());
    expect(` <https://weekly.example.com/unsubscribe/${token}>`.length).toBeLessThanOrEqual(78);
  });
});

describe('the keyring', () => {
  it('signs with the first key and goes on accepting the others', () => {
    const before = createKeyring([OLDER]);
    const after = createKeyring([SECRET, OLDER]);
    const old = signToken(before.current, 'unsubscribe', '1');
    expect(readToken(after, 'unsubscribe', old, NOW)).toBe('1');
    expect(readToken(keyring, 'unsubscribe', old, NOW)).toBeNull();
    expect(after.current.id).toBe(keyring.current.id);
    const again = after.byId(before.current.id);
    expect(again && signToken(again, 'unsubscribe', '1')).toBe(old);
    expect(after.byId('nope')).toBeUndefined();
  });

  it('keeps every old token valid however often keys are rotated', () => {
    const secret = fc.string({ minLength: 32, maxLength: 40 });
    fc.assert(
      fc.property(fc.uniqueArray(secret, { minLength: 2, maxLength: 5 }), secrets => {
        const full = createKeyring(secrets);
        for (const one of secrets) {
          const token = signToken(createKeyring([one]).current, 'preferences', '5');
          expect(readToken(full, 'preferences', token, NOW)).toBe('5');
        }
      }),
    );
  });

  it('takes a key that is listed twice once, and refuses to be empty', () => {
    expect(createKeyring([SECRET, SECRET]).current.id).toBe(keyring.current.id);
    expect(() => createKeyring([])).toThrow('at least one');
  });

  it('has ids that tell nothing but themselves apart', () => {
    const ids = Array.from({ length: 10 }, () => createKeyring([randomBytes(24).toString('hex')]).current.id);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{4}$/);
    expect(new Set(ids).size).toBe(10);
  });

  it('refuses a subject that no address could carry', () => {
    expect(() => signToken(keyring.current, 'vote', '')).toThrow('needs a subject');
    expect(() => signToken(keyring.current, 'vote', 'x'.repeat(2_000))).toThrow('too long');
  });
});

/** Made with the version before: `confirm` and what follows end a minute after NOW. */
const EARLIER = {
  unsubscribe: { subject: '42', token: '1Vn4Hjvs_hnB6kof2m1aF2iYxgy42' },
  preferences: { subject: '42', token: '1Vn4HzRhA6z-fzLTYeEYabb6e_q42' },
  go: { subject: '42', token: '1Vn4H4adYvkTHnHewNxgjaxOGwL42' },
  form: { subject: '42', token: '1Vn4Hazhs1cieAxjUlLIfba4Yk642' },
  vote: { subject: '12.3.42', token: '1Vn4H6HqCpuT5-VqFbwQVZAZVIT~MTIuMy40Mg' },
  'vote-test': { subject: '2026-W48.1.0', token: '1Vn4HEiLd2EG_Qjem38qDmm2ZnT~MjAyNi1XNDguMS4w' },
  confirm: { subject: '42-mhz0', token: '1Vn4HfR6B4h1SZ3wKdZRcbnqzXTtp3qdo.42-mhz0' },
  'sign-in': { subject: '42-mhz0', token: '1Vn4HJ6dvHYy6tLQCdMWsApBGQ9tp3qdo.42-mhz0' },
  session: { subject: '42-mhz0', token: '1Vn4HQr9T542cHe4McgrMo4BtOWtp3qdo.42-mhz0' },
} as const;
