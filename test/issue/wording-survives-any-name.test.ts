import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tool } from '../../src/catalogue/tool.ts';
import { composeContent } from '../../src/issue/compose-content.ts';
import { shortNames } from '../../src/issue/short-names.ts';
import { subjectLines } from '../../src/issue/subject.ts';
import { WordChoice } from '../../src/issue/word-choice.ts';
import { countWords } from '../../src/issue/word-limit.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';
import { catalogue, composeInput, panel, tool } from './reference-pair.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    'Zed',
    'ALL CAPS TOOL',
    'a\r\nBcc: everyone@example.com',
    '\u202egnol eman\u202c',
    'مرحبا بالعالم',
    '👩‍👩‍👧‍👦 Family & <b>Friends</b>',
    'x'.repeat(200),
    'one two three four five six seven eight nine ten '.repeat(5),
    'i '.repeat(100),
    'null\u0000byte\u001b[31m',
    '\ud800lone',
    '{{ name }}',
  ),
);

const named = hostile.map(name => (name.trim() === '' ? 'Unnamed' : name));

const price = fc.constantFrom<Tool['price'][]>(
  { kind: 'free' },
  { kind: 'unknown' },
  { kind: 'paid' },
  { kind: 'free_tier', from: { amount: 20, currency: 'USD', per: 'month' } },
);

const anyTool = (slug: string) =>
  fc
    .record({
      name: named,
      maker: hostile,
      tagline: hostile,
      description: hostile,
      note: hostile,
      price,
      affiliation: fc.constantFrom('official' as const, 'community' as const, 'unknown' as const),
      verdicts: fc.array(fc.tuple(fc.constantFrom('ship' as const, 'skip' as const), hostile), {
        maxLength: 5,
      }),
    })
    .map(({ verdicts, ...rest }) =>
      tool({
        ...rest,
        slug,
        reviews: verdicts.map(([verdict, quote], n) => ({
          panelist: panel[n]?.id ?? '',
          verdict,
          quote,
          pull: quote,
        })),
      }),
    );

const anyContent = fc
  .record({
    tools: fc.tuple(anyTool('a'), anyTool('b'), anyTool('c'), anyTool('d')),
    edits: fc.record({ subject: hostile, preheader: hostile, intro: hostile }, { requiredKeys: [] }),
    asked: fc.integer({ min: 0, max: 5 }),
    names: fc.array(named, { minLength: panel.length, maxLength: panel.length }),
  })
  .map(({ tools, edits, asked, names }) => ({
    edits,
    content: composeContent(
      composeInput({
        catalogue: catalogue(tools, {
          panel: panel.map((panelist, n) => ({ ...panelist, name: names[n] ?? '' })),
        }),
        edits,
        pick: {
          pairings: [
            { a: 'a', b: 'b', category: 'Developer Tools', why: 'why' },
            { a: 'c', b: 'd', category: 'Writing', why: 'why' },
          ],
          asked,
          rung: { step: 1, name: 'cooldown 8 weeks instead of 12' },
        },
        lastVote: {
          week: '2026-W47',
          a: 'Zed',
          b: 'Aider',
          counts: { a: 3, b: 50, both: 2, neither: 0 },
          panel: 'a',
        },
      }),
    ),
  }));

function strings(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

/** What stands behind the names, by the pattern that made the subject. */
function tailOf(pattern: string): RegExp {
  const [, tail = ''] =
    /\{(?:lead|other|a|b|judged|unjudged)\}([^{}]*(?:\{\w*[Tt]all\w*\}[^{}]*)*)$/u.exec(pattern) ?? [];
  const words = tail.replace(/[?.*+()]/gu, '\\$&');
  return new RegExp(`${words.replace(/\{\w+\}/gu, '[\\d a-z]+')}$`, 'u');
}

function isEdited(text: string | undefined): boolean {
  return (text ?? '').trim() !== '';
}

describe('whatever the catalogue says', () => {
  test('no verdict line has more than 45 words', () => {
    fc.assert(
      fc.property(anyContent, ({ content }) => {
        for (const { verdict } of content.pairings) {
          expect(countWords(verdict)).toBeLessThanOrEqual(45);
          expect(countWords(verdict)).toBeGreaterThan(2);
        }
      }),
    );
  });

  test('nothing unprintable, unfinished or undefined reaches the content', () => {
    fc.assert(
      fc.property(anyContent, ({ content }) => {
        for (const text of strings(content)) {
          expect(text).not.toMatch(/undefined|NaN|\[object/u);
          expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
          expect(text.isWellFormed()).toBe(true);
        }
        for (const text of [
          content.subject,
          content.preheader,
          ...content.pairings.map(pair => pair.verdict),
        ]) {
          expect(text).not.toMatch(/[\r\n]/u);
        }
      }),
    );
  });

  test('the generated subject has at most 60 characters, and both names in the first 40', () => {
    fc.assert(
      fc.property(anyContent, ({ content, edits }) => {
        const [{ text, pattern }] = subjectLines(content, new WordChoice([], content.number, HOUSE_WORDS));
        expect(text.length).toBeLessThanOrEqual(60);
        expect(text.replace(tailOf(pattern), '').length).toBeLessThanOrEqual(40);
        if (!isEdited(edits.subject)) expect(content.wordings).toContain(pattern);
      }),
    );
  });

  test('an editor has three different subjects to choose from', () => {
    fc.assert(
      fc.property(anyContent, ({ content }) => {
        const subjects = subjectLines(content, new WordChoice([], 0, HOUSE_WORDS)).map(({ text }) => text);
        expect(new Set(subjects).size).toBe(3);
        expect(subjects.every(subject => subject.trim() !== '' && !/[\r\n]/u.test(subject))).toBe(true);
      }),
    );
  });

  test('the generated preheader has 40 to 110 characters', () => {
    fc.assert(
      fc.property(anyContent, ({ content, edits }) => {
        if (!isEdited(edits.preheader)) {
          expect(content.preheader.length).toBeGreaterThanOrEqual(40);
          expect(content.preheader.length).toBeLessThanOrEqual(110);
        }
      }),
    );
  });
});

describe('names that do not fit', () => {
  const names = (a: string, b: string, makerA = '', makerB = '') =>
    shortNames({ name: a, maker: makerA }, { name: b, maker: makerB }, 36);

  test.each([
    ['Karpathy Coding Skills', 'SmolVLM 2.5', '', '', ['Karpathy Coding Skills', 'SmolVLM 2.5']],
    [
      'Adobe Firefly Image Model',
      'Recraft Studio Edition',
      'Adobe',
      'Recraft',
      ['Adobe Firefly Image Model', 'Studio Edition'].map((name, n) =>
        n === 0 ? 'Firefly Image Model' : name,
      ),
    ],
    [
      'Adobe Firefly',
      'Some Other Image Generation Tool',
      'Adobe',
      '',
      ['Firefly', 'Some Other Image Generation…'],
    ],
    ['Adobe', 'Adobe Fi', 'Adobe', 'Adobe', ['Adobe', 'Adobe Fi']],
    [
      'Enormous Language Model Alpha',
      'Enormous Language Model Beta',
      '',
      '',
      ['…anguage Model Alpha', '…Language Model Beta'].map(
        name => expect.stringMatching(/^….{10,17}$/u) && name,
      ),
    ],
  ])('%s and %s', (a, b, makerA, makerB, expected) => {
    const short = names(a, b, makerA, makerB);
    expect(short[0]).not.toBe(short[1]);
    expect(`${short[0]} vs ${short[1]}`.length).toBeLessThanOrEqual(40);
    if (!a.startsWith('Enormous')) {
      expect(short).toEqual(expected);
    }
  });
});
