import { describe, expect, test } from 'vitest';
import { composeContent, composeVariants } from '../../src/issue/compose-content.ts';
import { preflight, preflightVariant } from '../../src/issue/preflight.ts';
import { preheaderFor } from '../../src/issue/preheader.ts';
import { subjectLines } from '../../src/issue/subject.ts';
import { WordChoice } from '../../src/issue/word-choice.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';
import { cleanInput, htmlOf, textOf, tools } from './clean-preflight.ts';
import { catalogue, composeInput, tool } from './reference-pair.ts';

const extra = ['one', 'two', 'three', 'four'].map(slug => tool({ slug, name: `Tool ${slug}` }));

function input(categories: readonly [string, string, string, string]) {
  const pairs = [
    ['karpathy-coding-skills', 'smolvlm-2-5'],
    ['suno', 'udio'],
    ['one', 'two'],
    ['three', 'four'],
  ];
  return composeInput({
    catalogue: catalogue([...tools, ...extra]),
    pick: {
      pairings: pairs.map(([a = '', b = ''], index) => ({ a, b, category: categories[index]!, why: 'New.' })),
      asked: 4,
      rung: { step: 0, name: '' },
    },
    edits: {
      subject: 'Our own words',
      preheader: 'What the editors say about their own order.',
      intro: 'Hello.',
    },
  });
}

const positions = (contents: ReturnType<typeof composeVariants>) =>
  contents.map(content => content.pairings.map(pairing => pairing.position));

describe('the variants of an issue', () => {
  test('are the editors’ order and one more for each other category, the rest in the editors’ order', () => {
    expect(positions(composeVariants(input(['Code', 'Audio', 'Video', 'Text'])))).toEqual([
      [1, 2, 3, 4],
      [2, 1, 3, 4],
      [3, 1, 2, 4],
      [4, 1, 2, 3],
    ]);
    // Nobody would ever get one led by the second pairing of a category.
    expect(positions(composeVariants(input(['Code', 'code', 'Video', 'Video'])))).toEqual([
      [1, 2, 3, 4],
      [3, 1, 2, 4],
    ]);
    expect(composeVariants(composeInput())).toEqual([composeContent(composeInput())]);
    expect(
      composeVariants(composeInput({ pick: { pairings: [], asked: 3, rung: { step: 0, name: '' } } })),
    ).toHaveLength(1);
  });

  test('have subject and preheader of their lead; the editors’ own words stay with the editors’ order', () => {
    const [editorial, second] = composeVariants(input(['Code', 'Audio', 'Video', 'Text']));
    expect(editorial).toMatchObject({ subject: 'Our own words', intro: 'Hello.' });
    expect(second?.subject).toBe(
      subjectLines(second!, new WordChoice([], second!.number, HOUSE_WORDS))[0].text,
    );
    expect(second?.subject).toContain('Suno');
    expect(second?.preheader).toBe(preheaderFor(second!.subject, second!.pairings, HOUSE_WORDS));
    expect(second?.preheader).toContain('SmolVLM');
    expect(second?.intro).toBe('Hello.');
    expect(new Set(second?.pairings)).toEqual(new Set(editorial.pairings));
  });

  test('are checked as mails of their own: what is wrong with one only is told with its name, once', () => {
    const known = preflight({ ...cleanInput(), testSends: 0 });
    expect(known.map(finding => finding.code)).toEqual(['test-missing']);
    const { content } = cleanInput();
    const swapped = { ...content, pairings: content.pairings.toReversed(), subject: '' };
    const rendered = { html: htmlOf(swapped), text: textOf(swapped), bytes: 200_000 };
    const found = preflightVariant({ ...cleanInput(), content: swapped, rendered, testSends: 0 }, 2, known);
    expect(found.map(({ code, place }) => [code, place])).toEqual([
      ['subject-empty', 'variant 2, subject'],
      ['mail-clipped', 'variant 2, mail'],
    ]);
    const inBoth = preflight({ ...cleanInput(), content: { ...content, subject: '' } });
    expect(
      preflightVariant({ ...cleanInput(), content: swapped, rendered }, 2, inBoth).map(({ code }) => code),
    ).toEqual(['mail-clipped']);
  });
});
