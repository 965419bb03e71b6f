import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutAtWord, pullFrom } from '../../src/catalogue/pull-quote.ts';

test.each([
  ['It works. It is fast.', 'It works.'],
  ['One sentence without an end', 'One sentence without an end'],
  ['“It works!” Then it broke.', '“It works!”'],
  ['Version 2.5 beats v1.0 easily. More.', 'Version 2.5 beats v1.0 easily.'],
  ['Some editors, e.g. Zed, are fast. More.', 'Some editors, e.g. Zed, are fast.'],
  ['I waited ... and it came. Then not.', 'I waited ... and it came.'],
  ['Really?! Yes.', 'Really?!'],
  ['- first point\n- second point', '- first point'],
  ['  A  quote\twith   blanks. More.', 'A quote with blanks.'],
  ['すばらしい。しかし高い。', 'すばらしい。'],
])('of %j the pull is %j', (quote, pull) => {
  expect(pullFrom(quote)).toBe(pull);
});

test('a long sentence is cut at a word, without the comma before the cut', () => {
  const words = `${'abcd '.repeat(27)}abc, and then it goes on for a while.`;
  expect(pullFrom(words)).toBe(`${'abcd '.repeat(27)}abc…`);
});

test('a pull has at most 140 characters, ends in whole words, and halves no character', () => {
  const word = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('🧪', 'word', 'a,'));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 80 }), words => {
      const text = words.join(' ');
      const pull = pullFrom(text);
      expect(Array.from(pull).length).toBeLessThanOrEqual(140);
      expect(pull.isWellFormed()).toBe(text.isWellFormed());
      expect(pull).not.toMatch(/\n/);
    }),
  );
});

test('a text without blanks is cut where it must be', () => {
  expect(cutAtWord('x'.repeat(200), 140)).toBe(`${'x'.repeat(139)}…`);
});
