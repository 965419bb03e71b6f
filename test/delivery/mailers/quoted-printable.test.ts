import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotedPrintable, quotedWords } from '../../../src/delivery/mailers/quoted-printable.ts';

/** As RFC 2045 6.7 has it. */
function decoded(quoted: string): string {
  const bytes = quoted
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** RFC 6376 3.4.4. */
function relaxed(text: string): string {
  return text.replaceAll(/[\t ]+/g, ' ').replaceAll(/ +(?=\r\n|$)/g, '');
}

const line = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.stringMatching(/^[. \t=a]{0,200}$/),
  fc.constantFrom(
    '',
    '.',
    '..',
    ' ',
    '=',
    '日本語'.repeat(40),
    'a'.repeat(75),
    `${'a'.repeat(74)}.`,
    'a'.repeat(76),
  ),
);
const text = fc
  .array(line, { maxLength: 6 })
  .map(lines => lines.map(each => each.replaceAll(/[\r\n]/g, '')).join('\r\n'));

describe('quoted-printable', () => {
  it('is read as what was written, whatever that was', () => {
    fc.assert(
      fc.property(text, original => {
        for (const quoted of [quotedPrintable(original), quotedWords(original)]) {
          expect(decoded(quoted)).toBe(original.toWellFormed());
        }
      }),
    );
  });

  it('has short ASCII lines, none that begins with a dot, and is already in DKIM’s relaxed form', () => {
    fc.assert(
      fc.property(text, original => {
        for (const quoted of [quotedPrintable(original), quotedWords(original)]) {
          expect(quoted).toMatch(/^[\r\n\x20-\x7e]*$/);
          for (const each of quoted.split('\r\n')) {
            expect(each.length).toBeLessThanOrEqual(76);
            expect(each.startsWith('.')).toBe(false);
          }
          expect(relaxed(quoted)).toBe(quoted);
        }
      }),
    );
  });

  it('leaves plain words as they are', () => {
    for (const words of ['', 'Ada', 'Ada Lovelace (ada@example.com)', 'b1234_1.2.3'])
      expect(quotedWords(words)).toBe(words);
  });
});
