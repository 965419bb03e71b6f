import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyring } from '../../src/audience/token.ts';
import { createReturnPath } from '../../src/delivery/return-path.ts';

const SECRETS = ['a key of these tests, long enough', 'the key before it, also long enough'];
const INSTALLATION = '0123456789abcdef01234567';

function pathOf(parts: { setting?: string; secrets?: readonly string[]; installationId?: string } = {}) {
  const { setting = 'news.example.com', secrets = SECRETS, installationId = INSTALLATION } = parts;
  return createReturnPath({ setting, keyring: createKeyring(secrets), installationId });
}

const ids = fc.integer({ min: 0, max: 999_999_999_999_999 });
const tags = fc
  .oneof(
    fc.tuple(ids, ids).map(([issue, seq]) => `${issue}_${seq}`),
    ids.map(id => `single_${id}`),
  )
  .map(rest => `${INSTALLATION}_${rest}`);

describe('the return path of a mail', () => {
  const path = pathOf();
  const addressOf = (delivery: string) => path.senderOf(delivery)?.address ?? '';

  it('names its delivery and nobody, in an address that any server takes', () => {
    fc.assert(
      fc.property(tags, delivery => {
        const address = addressOf(delivery);
        expect(address).toMatch(/^bounces\+[a-z0-9-]+@news\.example\.com$/);
        expect(address.indexOf('@')).toBeLessThanOrEqual(64);
        expect(path.read(address)).toEqual({ kind: 'delivery', delivery });
      }),
    );
  });

  it('is read in whatever case a server writes it', () => {
    fc.assert(
      fc.property(tags, fc.array(fc.boolean(), { minLength: 120, maxLength: 120 }), (delivery, upper) => {
        const written = [...addressOf(delivery)].map((letter, at) =>
          upper[at] ? letter.toUpperCase() : letter,
        );
        expect(path.read(written.join(''))).toEqual({ kind: 'delivery', delivery });
      }),
    );
  });

  it('proves nothing once any letter of its token is another', () => {
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789-+.=_');
    fc.assert(
      fc.property(tags, fc.nat(), letter, (delivery, place, other) => {
        const { token = '' } = path.senderOf(delivery) ?? {};
        const at = place % token.length;
        fc.pre(token[at] !== other);
        const changed = token.slice(0, at) + other + token.slice(at + 1);
        expect(path.deliveryOf(changed)).toBeNull();
        expect(path.read(`bounces+${changed}@news.example.com`)).toEqual({ kind: 'none' });
      }),
      { numRuns: 500 },
    );
  });

  it('proves nothing when it is cut, longer, of another domain, or of another database with the same keys', () => {
    const address = addressOf(`${INSTALLATION}_7_12`);
    const others = [
      address.replace('@', 'a@'),
      address.replace(/.@/, '@'),
      address.replace('news.', ''),
      address.replace('bounces+', 'verdicts+'),
      address.replace('bounces+', 'bounces'),
      `x${address}`,
      `${address}.example.org`,
      '',
    ];
    for (const other of others) expect(path.read(other)).toEqual({ kind: 'none' });
    expect(pathOf({ installationId: 'f'.repeat(24) }).read(address)).toEqual({ kind: 'none' });
    expect(pathOf({ secrets: ['quite another key, long enough too'] }).read(address)).toEqual({
      kind: 'none',
    });
  });

  it('of a mail sent before the keys were rotated still proves it', () => {
    const before = pathOf({ secrets: SECRETS.slice(1) }).senderOf(`${INSTALLATION}_7_12`);
    expect(before?.address).not.toBe(addressOf(`${INSTALLATION}_7_12`));
    expect(path.read(before?.address ?? '')).toEqual({
      kind: 'delivery',
      delivery: `${INSTALLATION}_7_12`,
    });
  });

  it('is that of a mailbox of its own where one is named, and the mailbox alone names no mail', () => {
    const named = pathOf({ setting: 'Returns@News.example.com' });
    expect(named.senderOf(`${INSTALLATION}_single_3`)?.address).toMatch(
      /^returns\+s3-.+@news\.example\.com$/,
    );
    expect(named.read('RETURNS@news.example.com')).toEqual({ kind: 'mailbox' });
    expect(named.read('bounces@news.example.com')).toEqual({ kind: 'none' });
  });

  it('is none for what is no delivery of this database', () => {
    for (const tag of [
      '',
      'inst_1_2',
      `${INSTALLATION}_1`,
      `${INSTALLATION}_single_x`,
      `${INSTALLATION}_1_2_3`,
    ]) {
      expect(path.senderOf(tag)).toBeNull();
    }
  });
});
