import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/audience/address.ts';
import { ODD_BUT_RIGHT, REFUSED } from './hostile-addresses.ts';

const refused = Object.entries(REFUSED).flatMap(([reason, texts]) =>
  texts.map(text => [text, reason] as const),
);

describe('an address', () => {
  it('has been tried in more than 200 odd and hostile forms', () => {
    expect(
      new Set([...ODD_BUT_RIGHT.map(([typed]) => typed), ...refused.map(([text]) => text)]).size,
    ).toBeGreaterThan(200);
  });

  it.each(ODD_BUT_RIGHT)('%j is taken', (typed, email, dedupeKey) => {
    expect(parseAddress(typed)).toEqual({ kind: 'ok', email, dedupeKey });
  });

  it.each(refused)('%j is refused: %s', (text, reason) => {
    expect(parseAddress(text)).toEqual({ kind: 'bad', reason: expect.stringContaining(reason) });
  });

  // Each blank looked at once, or this would take hours: a form may hold 64 KB, a file far more.
  it.each([' ', '\u00a0', '\t'])('with a million of %j inside is refused like any other', blank => {
    const blanks = blank.repeat(1_000_000);
    expect(parseAddress(`ada${blanks}@readers.example`).kind).toBe('bad');
    expect(parseAddress(`${blanks}ada@readers.example${blanks}`)).toMatchObject({
      email: 'ada@readers.example',
    });
  });

  it('is stored so that parsing it again changes nothing', () => {
    fc.assert(
      fc.property(fc.emailAddress(), typed => {
        const first = parseAddress(typed);
        if (first.kind === 'bad') return;
        expect(parseAddress(first.email)).toEqual(first);
      }),
    );
  });

  it('of any ordinary shape is taken', () => {
    const atom = fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}$/);
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
    const ending = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(
        fc.array(atom, { minLength: 1, maxLength: 4 }),
        fc.array(
          label.filter(text => !text.startsWith('xn--')),
          { minLength: 1, maxLength: 3 },
        ),
        ending,
        (local, labels, end) => {
          const address = `${local.join('.')}@${labels.join('.')}.${end}`;
          expect(parseAddress(address)).toMatchObject({ kind: 'ok', email: address });
        },
      ),
    );
  });

  it('that is taken is printable ASCII without anything that could end a header or a list', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'a',
        'B',
        '1',
        '.',
        '@',
        '+',
        '-',
        '_',
        '"',
        ' ',
        '\r',
        '\n',
        '\0',
        '<',
        '>',
        ',',
        ';',
        ':',
      ),
      fc.constantFrom(
        '\u202e',
        '\u200b',
        '\ufeff',
        'ü',
        '例',
        '。',
        '/',
        '\\',
        '(',
        ')',
        '[',
        ']',
        '%',
        'example',
        '.com',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), pieces => {
        const parsed = parseAddress(pieces.join(''));
        if (parsed.kind === 'bad') return;
        expect(parsed.email).toMatch(/^[!#-'*+\-./0-9=?A-Z^_`a-z{|}~]{1,64}@[a-z0-9.-]{3,253}$/);
        expect(parsed.email.length).toBeLessThanOrEqual(254);
        expect(parsed.dedupeKey).toBe(parsed.dedupeKey.toLowerCase());
      }),
      { numRuns: 3_000 },
    );
  });

  it('is one person however its letters are cased, and at Gmail however it is dotted and tagged', () => {
    const local = fc.stringMatching(/^[a-z0-9]{6,12}$/);
    fc.assert(
      fc.property(
        local,
        fc.nat({ max: 4 }),
        fc.constantFrom('gmail.com', 'googlemail.com'),
        (name, dot, domain) => {
          const key = (text: string) => {
            const parsed = parseAddress(text);
            return parsed.kind === 'ok' ? parsed.dedupeKey : parsed.reason;
          };
          const dotted = `${name.slice(0, dot + 1)}.${name.slice(dot + 1)}`;
          expect(key(`${dotted.toUpperCase()}+any.tag@${domain}`)).toBe(`${name}@gmail.com`);
          expect(key(`${name.toUpperCase()}@Example.org`)).toBe(`${name}@example.org`);
          expect(key(`${dotted}@example.org`)).not.toBe(key(`${name}@example.org`));
        },
      ),
    );
  });
});
