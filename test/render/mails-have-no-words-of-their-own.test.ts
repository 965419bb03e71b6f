import { describe, expect, test } from 'vitest';
import { composeContent } from '../../src/issue/compose-content.ts';
import type { IssueContent } from '../../src/issue/content.ts';
import { renderIssue } from '../../src/render/render.ts';
import { renderWebVersion } from '../../src/render/web-version.ts';
import { type Dictionary, programsWords } from '../../src/words/dictionary.ts';
import { HOUSE_VERDICTS } from '../../src/words/verdict-words.ts';
import { Words } from '../../src/words/words.ts';
import { composeInput } from '../issue/reference-pair.ts';
import { contentStates, readerFields } from '../support/content.ts';
import { SAMPLE_STYLE } from '../support/house-style.ts';

/** The program's English, each pattern within marks: what stands outside them was said without a key. */
const marked = Object.fromEntries(
  Object.entries(programsWords('en')).map(([key, words]) => [
    key,
    typeof words === 'string' ? mark(words) : words.map(mark),
  ]),
) as Dictionary;
const verdicts = Object.fromEntries(
  Object.entries(HOUSE_VERDICTS).map(([name, word]) => [name, mark(word)]),
) as unknown as typeof HOUSE_VERDICTS;

function mark(words: string): string {
  return `⟦${words}⟧`;
}

/** Without what stands within marks, be they within each other, and without the words of the issue itself. */
function leftOver(text: string, content: IssueContent): string {
  let rest = text.replace(/https?:\S+/gu, ' ');
  while (/⟦[^⟦⟧]*⟧/u.test(rest)) rest = rest.replace(/⟦[^⟦⟧]*⟧/gu, ' ');
  // The patterns themselves are what is looked for. Of the issue's own words each counts, since lines are broken anywhere.
  const own = { ...content, words: undefined, verdicts: undefined };
  const known = new Set([...strings(own), ...strings(readerFields)].flatMap(wordsIn));
  return wordsIn(rest)
    .filter(word => !known.has(word))
    .join(' ');
}

function wordsIn(text: string): string[] {
  return text.split(/[^\p{L}]+/u).filter(word => word !== '');
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

/** What a person reads or hears of a page. */
function heard(html: string): string {
  const labels = [...html.matchAll(/(?:aria-label|alt)="([^"]*)"/gu)].map(([, label]) => label);
  const shown = html.replace(/<!--.*?-->|<(style|script)\b.*?<\/\1>/gsu, ' ').replace(/<[^>]+>/gu, ' ');
  return [...labels, shown]
    .join(' ')
    .replace(/&#x27;|&#39;/gu, "'")
    .replace(/&quot;|&#34;/gu, '"')
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&nbsp;/gu, ' ')
    .replace(/&amp;/gu, '&');
}

const states = ['fullest', 'plain', 'split', 'unknownPrice', 'noReviews', 'earlier'];

describe.each(states)('the issue in the state %s', state => {
  const content = { ...(contentStates[state] as IssueContent), words: marked, verdicts };

  test.each(['react', 'mjml'] as const)('is printed by %s with no word that has no key', async engine => {
    const { html, text } = await renderIssue(content, readerFields, engine);
    expect(leftOver(heard(html), content)).toBe('');
    expect(leftOver(text, content)).toBe('');
  });

  test('is a page with no word that has no key', async () => {
    expect(leftOver(heard(await renderWebVersion(content)), content)).toBe('');
  });
});

test('an issue is composed with no word that has no key', () => {
  const { settings, ...input } = composeInput({
    lastVote: {
      week: '2026-W47',
      a: 'Zed',
      b: 'Aider',
      counts: { a: 3, b: 50, both: 2, neither: 0 },
      panel: 'a',
    },
    community: new Map([['smolvlm-2-5', { ballots: 143, chosen: 87 }]]),
  });
  const words = new Words('en', marked, verdicts);
  const { subject, preheader, lastWeek, pairings } = composeContent({
    ...input,
    settings: { ...settings, style: { ...SAMPLE_STYLE, words } },
  });
  const said = pairings.flatMap(({ a, b, verdict, pickA, pickB, pricesChecked, gain }) => [
    verdict,
    pickA,
    pickB,
    pricesChecked,
    gain,
    ...[a, b].flatMap(tool => [tool.community, tool.price, tool.priceChecked, tool.since, tool.reason]),
  ]);
  for (const words of [subject, preheader, lastWeek?.line, lastWeek?.title, ...said])
    expect(words === '' || words === '—' ? '⟦⟧' : words).toMatch(/^⟦.*⟧$/su);
});

test('a word without a key would be found', () => {
  const [state] = states;
  const content = { ...(contentStates[state ?? ''] as IssueContent), words: marked, verdicts };
  expect(leftOver('⟦Price⟧ Read the panel’s quotes', content)).not.toBe('');
});
