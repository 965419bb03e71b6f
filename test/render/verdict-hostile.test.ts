import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IssueContent, PairingContent } from '../../src/issue/content.ts';
import { renderIssue } from '../../src/render/render.ts';
import { renderWebVersion } from '../../src/render/web-version.ts';
import { contentStates, fullest, readerFields } from '../support/content.ts';
import { readHtml } from '../support/read-html.ts';

/** Markup, templates, entities and comments of every language that has a hand in the mail. */
const attack =
  '"><script>alert(1)</script><mj-raw>x</mj-raw>]]><!-- {{ reader.unsubscribe }} {% if %} &lt; <!--[if mso]> </td> \'';

describe.each(['react', 'mjml'] as const)('hostile words by %s', engine => {
  it('are printed as they are, wherever they stand', async () => {
    const { html } = await renderIssue(poisoned(attack), readerFields, engine);
    const calm = (await renderIssue(poisoned('calm'), readerFields, engine)).html;
    expect(tags(html)).toEqual(tags(calm));
    const printed = readHtml(html).words.join(' ');
    expect(printed.split(attack).length - 1).toBe(readHtml(calm).words.join(' ').split('calm').length - 1);
  });

  it('reach the title, the inbox snippet and the label of the mail escaped', async () => {
    const { html } = await renderIssue(
      { ...fullest, subject: attack, preheader: attack },
      readerFields,
      engine,
    );
    const calm = (await renderIssue({ ...fullest, subject: 'calm', preheader: 'calm' }, readerFields, engine))
      .html;
    expect(tags(html)).toEqual(tags(calm));
    expect(html.match(/<title>/g)).toHaveLength(1);
  });

  it('in a reader’s name are words too', async () => {
    const { html } = await renderIssue(fullest, { ...readerFields, reader: attack }, engine);
    const calm = (await renderIssue(fullest, readerFields, engine)).html;
    expect(tags(html)).toEqual(tags(calm));
  });
});

describe('any words at all', () => {
  it('come out the same by both engines, and as text by the web version', async () => {
    // Without \\r and the like: HTML has one kind of white space, and readers do not see which it was.
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 24 }).map(text => `a${text}z`);
    await fc.assert(
      fc.asyncProperty(words, words, words, async (name, other, sentence) => {
        const content = renamed(name, other, sentence);
        const react = readHtml((await renderIssue(content, readerFields, 'react')).html);
        const mjml = readHtml((await renderIssue(content, readerFields, 'mjml')).html);
        expect(mjml).toEqual(react);
        const page = readHtml(await renderWebVersion(content)).words.join(' ');
        expect(page).toContain(sentence.split(/[\s\ufeff]+/).join(' '));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a name that is written from right to left', () => {
  it.each(['react', 'mjml'] as const)('is isolated in every sentence by %s', async engine => {
    const { html } = await renderIssue(contentStates.rightToLeft!, readerFields, engine);
    expect(html).toContain(
      '<span dir="auto">كاتب الشفرة</span> over <span dir="auto">כלי קוד 2.0</span>, <span class="nb">4 to 0.</span>',
    );
    const outside = html.replace(/<head>[\s\S]*?<\/head>/, '').replace(/<span dir="auto">[^<]*<\/span>/g, '');
    expect(outside).not.toContain('كاتب');
  });

  it('is isolated by marks in plain text', async () => {
    const { text } = await renderIssue(contentStates.rightToLeft!, readerFields, 'react');
    expect(text).toContain('\u2068כלי קוד 2.0\u2069: One line on what it is.');
    expect(text).toContain('\u2068כלי קוד 2.0\u2069: 3 ship, 1 skip');
  });
});

function poisoned(words: string): IssueContent {
  const tool = (one: PairingContent['a']) => ({
    ...one,
    name: words,
    note: words,
    community: words,
    price: words,
    url: `https://x.example/?q=${encodeURIComponent(words)}`,
    pull: one.pull === null ? null : { ...one.pull, name: words, role: words, pull: words },
  });
  return {
    ...fullest,
    publication: words,
    intro: words,
    thin: words,
    postalAddress: words,
    lastWeek: { title: words, line: words, againstPanel: words, url: fullest.links.web },
    pairings: fullest.pairings.map(pairing => ({
      ...pairing,
      category: words,
      verdict: words,
      gain: words,
      pickA: words,
      pickB: words,
      why: words,
      a: tool(pairing.a),
      b: tool(pairing.b),
      rows: pairing.rows.map(row => ({
        a: row.a === null ? null : { ...row.a, role: words },
        b: row.b === null ? null : { ...row.b, role: words },
      })),
    })),
  };
}

function renamed(name: string, other: string, sentence: string): IssueContent {
  const [lead] = fullest.pairings;
  const pairing: PairingContent = {
    ...lead!,
    a: { ...lead!.a, name, note: sentence },
    b: { ...lead!.b, name: other },
    verdict: `${sentence} ${name}`,
    why: sentence,
  };
  return { ...fullest, pairings: [pairing] };
}

/** The names of all tags in order: the skeleton that no words may change. */
function tags(html: string): string[] {
  return [...html.matchAll(/<\/?[a-z!][^\s>]*/gi)].map(match => match[0]);
}
