import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paragraphs } from '../../src/issue/clean-text.ts';
import { type ProseSpan, proseWords, readProse } from '../../src/issue/prose.ts';
import { proseText } from '../../src/render/prose-text.ts';
import { columns } from '../../src/render/text-layout.ts';
import { HOSTILE_NAMES } from '../web/hostile-profiles.ts';

function spans(markdown: string): readonly ProseSpan[] {
  return readProse(markdown).flatMap(block =>
    block.kind === 'paragraph' ? block.spans : block.items.flat(),
  );
}

const look = ({ text, strong, em, href }: ProseSpan) =>
  `${strong ? 'B' : ''}${em ? 'I' : ''}${href === '' ? '' : `<${href}>`}${text}`;

test('bold, italics and links are read, everything else stays as typed', () => {
  expect(
    spans('A **b** _c_ ***d*** [e **f**](https://g.example/h "title") <https://i.example>').map(look),
  ).toEqual([
    'A ',
    'Bb',
    ' ',
    'Ic',
    ' ',
    'BId',
    ' ',
    '<https://g.example/h>e ',
    'B<https://g.example/h>f',
    ' ',
    '<https://i.example/>https://i.example',
  ]);
  const typed = [
    '<b>x</b> <script>alert(1)</script> <!-- y -->',
    '`code` ~~gone~~ ![picture](https://a.example/b.png)',
    '# Head\n> quote\n---\n| a | b |\n|---|---|',
    '[a]: https://b.example\n[a] [a][a]',
    'http://bare.example and somebody@else.example, &amp; &lt;',
  ].join('\n\n');
  expect(spans(typed).map(look)).toEqual(typed.split('\n\n'));
  expect(spans('\\*not so\\*').map(look)).toEqual(['*not so*']);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  '&#106;avascript:alert(1)',
  'javascript&colon;alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  '//evil.example',
  '/desk',
  'https://',
  'https://paypal.example@evil.example',
  'mailto:',
  'mailto:nobody',
])('a link to %s is printed as typed', address => {
  for (const typed of [`[x](${address})`, `[x](<${address}>)`, `<${address}>`])
    expect(spans(typed).every(span => span.href === '')).toBe(true);
});

test('lists are flat, go on over empty lines, and begin in a paragraph only with a 1', () => {
  const kinds = readProse('Words\n- a\nstill a\n* b\n\n+ c\n\n3. d\n4) e\n\nIn\n2024. f\n1. g').map(block =>
    block.kind === 'paragraph'
      ? look(block.spans[0]!)
      : [block.start, ...block.items.map(item => look(item[0]!))],
  );
  expect(kinds).toEqual(['Words', [null, 'a\nstill a', 'b', 'c'], [3, 'd', 'e'], 'In\n2024. f', [1, 'g']]);
});

test('any words at all come through whole, quickly, and lead to no address but a safe one', () => {
  const signs = fc.constantFrom(
    '*',
    '_',
    '**',
    '[',
    '](',
    ')',
    '<',
    '>',
    '`',
    '\\',
    '\n',
    '- ',
    '1. ',
    'a',
    ' b',
    'https://c.example',
    'javascript:',
  );
  const markdown = fc.oneof(
    fc.array(signs, { maxLength: 400 }).map(parts => parts.join('')),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom(...HOSTILE_NAMES.map(([typed]) => typed.slice(0, 5_000))),
  );
  fc.assert(
    fc.property(markdown, typed => {
      expect(
        spans(typed).every(span => span.href === '' || /^(?:https?:\/\/|mailto:[^@]+@)/.test(span.href)),
      ).toBe(true);
      const letters = (text: string) => text.replace(/https?:\/\/\S*/g, '').replace(/[^\p{L}\p{N}]/gu, '');
      if (!/[[\]<]|\d[.)]/.test(typed)) expect(letters(proseWords(typed))).toBe(letters(typed));
    }),
    { numRuns: 300 },
  );
});

test.each(['*', '[', '**_', '*a **b ', '_a', '[a](', '<', '[a](<', ' **a', '`', '\\', '('])(
  'thousands of %s hold nobody up',
  sign => {
    expect(proseWords(sign.repeat(5_000)).length).toBeGreaterThan(0);
    expect(proseWords(`${sign.repeat(60)}\n\n`.repeat(20)).length).toBeGreaterThan(0);
  },
);

test('an intro as it is pasted leads where it was meant to, and the rest stands as typed', () => {
  const typed = readFileSync(join(import.meta.dirname, 'intro-links.md'), 'utf8');
  const blocks = readProse(paragraphs(typed));
  const spans = blocks.flatMap(block => (block.kind === 'paragraph' ? [block.spans] : block.items)).flat();
  const links = spans.filter(({ href }) => href !== '').map(({ text, href }) => [text, href]);
  expect(links).toEqual([
    ['docs', 'https://a.example/?a=1&b=2&copy=3'],
    ['pasted', 'https://a.example/?a=1&b=2'],
    ['paren', 'https://en.example/wiki/Motd_(Unix)'],
    ['uni', 'https://xn--r8jz45g.jp/%E3%83%91%E3%82%B9?q=%C3%BC#x'],
    ['space', 'https://a.example/a%20b'],
    ['mail', 'mailto:ed@x.example?subject=a&body=b'],
    ['رابط', 'https://ar.example/'],
  ]);
  const words = spans.map(span => span.text).join('');
  for (const kept of [
    'https://b.example/x?y=1&z=2, (see https://c.example/).',
    '{{ name }} $& &nbsp; &amp;.',
  ])
    expect(words).toContain(kept);
  const text = blocks.map(block => proseText(block).join('\n')).join('\n\n');
  expect(text.split('\n').filter(line => columns(line) > 78)).toEqual([]);
});
