import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signLinks } from '../../src/audience/link-token.ts';
import {
  createKeyring,
  type LastingPurpose,
  readToken,
  sealName,
  signToken,
} from '../../src/audience/token.ts';
import { at } from '../support/clock.ts';

const NOW = at('2026-11-26T09:00:00Z');
const SECRET = 'a-secret-of-at-least-thirty-two-characters';
const OTHER = 'another-secret-of-thirty-two-characters!!!';
const keyring = createKeyring([SECRET]);

/** What spam filters take for a Bitcoin address, which counts against a mail. */
const BITCOIN = /\b[13][a-km-zA-HJ-NP-Z1-9]{25,34}\b/;
const PURPOSES = ['unsubscribe', 'preferences', 'vote', 'vote-test', 'go', 'form'] as const;
const id = fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
const issueId = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2 ** 48 - 1 }));
const anything = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 60 })
  .map(units => String.fromCharCode(...units));
const votes = fc.integer({ min: 0, max: 6 });

interface Signed {
  readonly purpose: LastingPurpose;
  readonly subject: string;
  readonly token: string;
}

function linksOf(
  issue: { id: number; votes: number },
  ids: readonly number[],
  key = keyring.current,
): Signed[] {
  return signLinks(key, issue, ids).flatMap((tokens, index) => [
    { purpose: 'preferences' as const, subject: `${ids[index]}`, token: tokens.preferences },
    { purpose: 'unsubscribe' as const, subject: `${ids[index]}`, token: tokens.unsubscribe },
    ...tokens.vote.map((token, position) => ({
      purpose: 'vote' as const,
      subject: `${issue.id}.${position + 1}.${ids[index]}`,
      token,
    })),
  ]);
}

describe('the links of a batch', () => {
  it('give back whom and what they are about, for their purpose and for no other', () => {
    fc.assert(
      fc.property(issueId, votes, fc.array(id, { maxLength: 5 }), (issue, count, ids) => {
        for (const { purpose, subject, token } of linksOf({ id: issue, votes: count }, ids)) {
          expect(token).toMatch(/^b[A-Za-z0-9_.-]+$/);
          expect(readToken(keyring, purpose, token, NOW)).toBe(subject);
          for (const other of PURPOSES) {
            if (other !== purpose) expect(readToken(keyring, other, token, NOW)).toBeNull();
          }
        }
      }),
    );
  });

  it('are the same whoever else is in the batch, and differ in their tag from all others', () => {
    fc.assert(
      fc.property(issueId, votes, fc.uniqueArray(id, { minLength: 1, maxLength: 6 }), (issue, count, ids) => {
        const together = linksOf({ id: issue, votes: count }, ids);
        expect(ids.flatMap(one => linksOf({ id: issue, votes: count }, [one]))).toEqual(together);
        expect(new Set(together.map(({ token }) => token.slice(0, 27))).size).toBe(together.length);
      }),
    );
  });

  it('never open anything with the tag of another link', () => {
    fc.assert(
      fc.property(
        fc.tuple(issueId, issueId),
        fc.tuple(id, id),
        votes,
        ([one, other], [reader, stranger], count) => {
          const links = [
            ...linksOf({ id: one, votes: count }, [reader, stranger]),
            ...linksOf({ id: other, votes: count }, [reader, stranger]),
          ];
          for (const { token: from } of links) {
            for (const { purpose, subject, token: to } of links) {
              const mixed = from.slice(0, 27) + to.slice(27);
              expect(readToken(keyring, purpose, mixed, NOW)).toBe(mixed === to ? subject : null);
            }
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('refuse every change of a single character, every cut and every addition', () => {
    const letters = [
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~.=+/% \u0141\u0000',
    ];
    for (const { purpose, subject, token } of linksOf({ id: 12, votes: 1 }, [345])) {
      expect(readToken(keyring, purpose, token, NOW)).toBe(subject);
      for (let place = 0; place < token.length; place++) {
        for (const letter of letters) {
          const changed = token.slice(0, place) + letter + token.slice(place + 1);
          if (changed !== token) expect(readToken(keyring, purpose, changed, NOW), changed).toBeNull();
        }
        expect(readToken(keyring, purpose, token.slice(0, place), NOW)).toBeNull();
        expect(readToken(keyring, purpose, token.slice(0, place) + token.slice(place + 1), NOW)).toBeNull();
      }
      for (const letter of letters) expect(readToken(keyring, purpose, token + letter, NOW)).toBeNull();
    }
  });

  it('have one spelling: no zeros in front, nothing a number cannot hold', () => {
    const [link] = linksOf({ id: 1, votes: 1 }, [7]);
    const start = link!.token.slice(0, 28);
    const odd = ['07', '7.0', '+7', '7e0', ' 7', '', '0', '-7', '9'.repeat(16), '9007199254740993', '7.7.7'];
    for (const subject of odd) expect(readToken(keyring, 'preferences', start + subject, NOW)).toBeNull();
    for (const subject of [`${2 ** 48}.1.7`, '1.256.7', '1.1', '1.1.1.7', '1.0.7']) {
      expect(readToken(keyring, 'vote', start + subject, NOW)).toBeNull();
    }
  });

  it('never throw on what strangers send', () => {
    const start = `b${keyring.current.id}`;
    fc.assert(
      fc.property(fc.oneof(anything, fc.base64String()), text => {
        for (const purpose of PURPOSES) {
          for (const token of [`2${text}`, `b${text}`, start + text, `${start}${'A'.repeat(22)}_${text}`]) {
            expect(readToken(keyring, purpose, token, NOW)).toBeNull();
          }
        }
      }),
    );
  });

  it('are refused under any other key', () => {
    const other = createKeyring([OTHER]);
    for (const { purpose, token } of linksOf({ id: 1, votes: 1 }, [7])) {
      expect(readToken(other, purpose, token, NOW)).toBeNull();
      expect(readToken(other, purpose, `b${other.current.id}${token.slice(5)}`, NOW)).toBeNull();
    }
  });

  it('stay what they were: links in mails that are out must work for as long as the mails exist', () => {
    const [reader] = signLinks(keyring.current, { id: 12, votes: 2 }, [345]);
    expect(reader).toEqual(GOLDEN);
    const before = keyring.bySealName(`${keyring.current.id}.2`);
    expect(before && signLinks(before, { id: 12, votes: 2 }, [345])).toEqual([GOLDEN_BEFORE]);
  });

  it('of the version before are read as they were, under the same rules', () => {
    const { preferences, unsubscribe, vote } = GOLDEN_BEFORE;
    expect(readToken(keyring, 'preferences', preferences, NOW)).toBe('345');
    expect(readToken(keyring, 'unsubscribe', unsubscribe, NOW)).toBe('345');
    expect(vote.map(token => readToken(keyring, 'vote', token, NOW))).toEqual(['12.1.345', '12.2.345']);
    for (const token of [preferences, unsubscribe, ...vote]) {
      // Neither form passes as the other.
      expect(readToken(keyring, 'preferences', `b${token.slice(1)}`, NOW)).toBeNull();
      const asToday = `b${token.slice(1, 27)}_${token.slice(27)}`;
      const asBefore = asToday.replace(/^b/, '2');
      for (const purpose of PURPOSES) expect(readToken(keyring, purpose, asBefore, NOW)).toBeNull();
      expect(readToken(keyring, 'form', asToday, NOW)).toBeNull();
    }
  });

  it('look like no Bitcoin address, whatever their key and tag', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 32 }), issueId, votes, id, (secret, issue, count, reader) => {
        const key = createKeyring([secret]).current;
        for (const { token } of linksOf({ id: issue, votes: count }, [reader], key)) {
          expect(`/vote/${token}?`).not.toMatch(BITCOIN);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('refuse to be made about what a block cannot hold', () => {
    for (const wrong of [-1, 0, 1.5, Number.NaN, 2 ** 53]) {
      expect(() => signLinks(keyring.current, { id: 1, votes: 0 }, [wrong])).toThrow('whole numbers');
    }
    expect(() => signLinks(keyring.current, { id: 2 ** 48, votes: 1 }, [1])).toThrow('whole numbers');
    expect(() => signLinks(keyring.current, { id: 1, votes: 256 }, [1])).toThrow('whole numbers');
  });

  it('fit into one line of 78 characters where they stand in a header', () => {
    const [reader] = signLinks(keyring.current, { id: 1, votes: 0 }, [9_999_999]);
    const line = ` <https://weekly.example.com/unsubscribe/${reader!.unsubscribe}>`;
    expect(line.length).toBeLessThanOrEqual(78);
  });
});

describe('a seal', () => {
  it('remembers with which key and in which version its links were signed', () => {
    const { current } = keyring;
    expect(current.links).toBe(3);
    expect(sealName(current)).toBe(`${current.id}.3`);
    expect(keyring.bySealName(sealName(current))).toBe(current);
    const before = keyring.bySealName(current.id);
    expect(before).toMatchObject({ id: current.id, links: 1 });
    expect(before && sealName(before)).toBe(current.id);
    expect(before && signToken(before, 'vote', '1.1.7')).toMatch(/^1/);
    const second = keyring.bySealName(`${current.id}.2`);
    expect(second).toMatchObject({ id: current.id, links: 2 });
    expect(second && sealName(second)).toBe(`${current.id}.2`);
    for (const unknown of [
      '',
      'nope',
      'nope.2',
      `${current.id}.1`,
      `${current.id}.4`,
      `${current.id}.`,
      `${current.id}x`,
    ]) {
      expect(keyring.bySealName(unknown)).toBeUndefined();
    }
  });
});

// From OpenSSL's own CMAC.
const GOLDEN = {
  preferences: 'bVn4HYXh47Wm_y_xmdcVs29x6zQ_345',
  unsubscribe: 'bVn4HUnAX8l8VfS8yKzZPsjw19g_345',
  vote: ['bVn4HpL5MbDqwsKfLeNKtcFmSPw_12.1.345', 'bVn4Hg6dKKCpXt9cCDTmAzLAnnA_12.2.345'],
};
const GOLDEN_BEFORE = {
  preferences: '2Vn4HYXh47Wm_y_xmdcVs29x6zQ345',
  unsubscribe: '2Vn4HUnAX8l8VfS8yKzZPsjw19g345',
  vote: ['2Vn4HpL5MbDqwsKfLeNKtcFmSPw12.1.345', '2Vn4Hg6dKKCpXt9cCDTmAzLAnnA12.2.345'],
};
