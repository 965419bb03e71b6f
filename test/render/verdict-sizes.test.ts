import { describe, expect, it } from 'vitest';
import type { IssueContent, PairingContent } from '../../src/issue/content.ts';
import { wordsInMail } from '../../src/issue/reading-time.ts';
import { renderIssue } from '../../src/render/render.ts';
import { fullest, readerFields, sixtyCharacters } from '../support/content.ts';
import { everyState } from '../support/every-state.ts';
import { readHtml } from '../support/read-html.ts';

const budget = { react: 40 * 1024, mjml: 60 * 1024 } as const;
/** Gmail cuts a message off here, and with it the way out. */
const clip = 102_400;

describe.each(['react', 'mjml'] as const)('three pairings with long everything, by %s', engine => {
  it('stay inside the budget for HTML, and the message inside what Gmail shows', async () => {
    const { html, text } = await renderIssue(longest(), readerFields, engine);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(budget[engine]);
    expect(quotedPrintable(html) + quotedPrintable(text) + 4096).toBeLessThan(clip);
  });
});

describe.each(['react', 'mjml'] as const)('every state by %s', engine => {
  it.each(Object.keys(everyState))('%s is inside the budget', async state => {
    const { html } = await renderIssue(everyState[state]!, readerFields, engine);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(budget[engine]);
  });
});

describe('the reading time', () => {
  // 238 words a minute is how fast adults read English in silence (Brysbaert 2019, a mean of 190 studies).
  const most = Math.floor(2.5 * 238);

  it('of three pairings is at most two and a half minutes, links, figures and the drawn panel included', async () => {
    for (const state of ['fullest', 'plain', 'firstIssue', 'votes', 'unknownPrice'] as const) {
      const { html } = await renderIssue(everyState[state]!, readerFields, 'react');
      const words = readHtml(html).words.filter(word => /[\p{L}\p{N}]/u.test(word));
      expect(words.length, state).toBeGreaterThanOrEqual(350);
      expect(words.length, state).toBeLessThanOrEqual(most);
      expect(wordsInMail(everyState[state]!), state).toBeLessThanOrEqual(550);
    }
  });
});

/** Sixty-character names, a pull quote of 140 characters, a verdict of 45 words, all optional parts. */
function longest(): IssueContent {
  const words = (count: number) => Array.from({ length: count }, () => 'lengthy').join(' ');
  const long = (pairing: PairingContent): PairingContent => ({
    ...pairing,
    category: 'Developer Tools and Infrastructure',
    verdict: `${words(44)}.`,
    pickA: words(20),
    pickB: words(20),
    why: words(20),
    a: {
      ...pairing.a,
      name: sixtyCharacters,
      note: words(16),
      price: 'Free tier · paid from $1,000/seat/mo',
    },
    b: { ...pairing.b, name: sixtyCharacters, note: words(16), community: '61% of 14,300 (53–68%)' },
  });
  return { ...fullest, intro: words(60), thin: words(30), pairings: fullest.pairings.map(long) };
}

/** What a body weighs on the wire: every byte outside ASCII is three. */
function quotedPrintable(body: string): number {
  const bytes = Buffer.from(body);
  const encoded = bytes.filter(byte => byte > 126 || byte === 61).length;
  return Math.ceil((bytes.length + 2 * encoded) * 1.04);
}
