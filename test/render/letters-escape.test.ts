import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Letter } from '../../src/render/letter.ts';
import { renderLetter } from '../../src/render/letters.ts';
import type { Engine } from '../../src/render/render.ts';
import { letterStates } from '../support/letters.ts';

const engines: Engine[] = ['react', 'mjml'];

/** What breaks out of text, attributes, Liquid, MJML or a conditional comment where it is not escaped. */
const sharp = fc.constantFrom(
  '<b>',
  '"',
  "'",
  '&',
  '<!--',
  '-->',
  '<![endif]-->',
  '{{ subject }}',
  '{% raw %}',
  '</td></table>',
  '<mj-raw>',
  '<mj-include path="/etc/passwd" />',
  ']]>',
  '$&',
  '\\',
);
const hostileWords = fc
  .array(fc.oneof(sharp, fc.string({ unit: 'grapheme', maxLength: 8 })), { minLength: 1, maxLength: 6 })
  .map(parts => `x${parts.join('')}x`);

describe.each(engines)('by %s', engine => {
  it('whatever a value holds, it adds no tag and no attribute to the mail', async () => {
    const plain = shapeOf((await renderLetter(letterWith('word'), engine)).html);

    await fc.assert(
      fc.asyncProperty(hostileWords, async words => {
        const { html } = await renderLetter(letterWith(words), engine);

        expect(shapeOf(html)).toBe(plain);
      }),
      { numRuns: 25 },
    );
  });

  it('a value that looks like markup is shown as it was written', async () => {
    const { html, text, subject } = await renderLetter(letterStates.hostile!, engine);

    expect(html).toContain('&lt;script&gt;alert(');
    expect(html).toContain('{{ secret }} {% raw %}');
    expect(html).not.toMatch(/<script|<img|<b>/);
    expect(text).toContain(`'><img src=x onerror=alert(1)> كاتب الشفرة 🚀`);
    expect(subject).toBe('Correction: <script>alert("x")</script> Bcc: everyone@example.com');
  });
});

it('a line break in a value never reaches the subject', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async words => {
      const { subject } = await renderLetter(letterWith(`a\r\nBcc: ${words}`), 'mjml');

      expect(subject).not.toMatch(/[\r\n]/);
    }),
    { numRuns: 20 },
  );
});

/** Every place that takes words from outside, filled with the same. */
function letterWith(words: string): Letter {
  const correction = letterStates.correction as Extract<Letter, { kind: 'correction' }>;
  const sender = { ...correction.sender, publication: words, postalAddress: words };
  return { ...correction, sender, issue: words, wrong: words, right: words };
}

/** The tags and names of attributes in order, values and text left out. */
function shapeOf(html: string): string {
  return [...html.matchAll(/<(\/?[a-z][\w-]*|!--|!\[)((?:[^>"]|"[^"]*")*)>/gi)]
    .map(
      ([, tag, attributes]) =>
        `${tag}(${
          attributes
            ?.replaceAll(/="[^"]*"/g, '=')
            .match(/[\w:-]+(?==)/g)
            ?.join(' ') ?? ''
        })`,
    )
    .join('\n');
}
