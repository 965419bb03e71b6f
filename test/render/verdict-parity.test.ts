import { describe, expect, it } from 'vitest';
import { renderIssue } from '../../src/render/render.ts';
import { fullest, readerFields } from '../support/content.ts';
import { pairing, seat, tool } from '../support/content-builders.ts';
import { everyState } from '../support/every-state.ts';
import { readHtml, wordsOf } from '../support/read-html.ts';

describe.each(Object.entries(everyState))('the weekly mail in the state %s', (_, content) => {
  it('says the same words and leads to the same places, in one order, by both engines', async () => {
    const react = readHtml((await renderIssue(content, readerFields, 'react')).html);
    const mjml = readHtml((await renderIssue(content, readerFields, 'mjml')).html);
    expect(mjml).toEqual(react);
    expect(react.words.length).toBeGreaterThan(200);
  });

  it('leads to the same places from its plain-text part', async () => {
    const { html, text } = await renderIssue(content, readerFields, 'react');
    expect([...text.matchAll(/^ {2}(https:\S+)$/gm)].map(match => match[1])).toEqual(readHtml(html).links);
  });

  it('has every word of its HTML in its plain-text part', async () => {
    const { html, text } = await renderIssue(content, readerFields, 'react');
    const missing = counted(readHtml(html).words);
    for (const word of wordsOf(text)) missing.set(bare(word), (missing.get(bare(word)) ?? 0) - 1);
    expect([...missing].filter(([, count]) => count > 0)).toEqual([]);
  });

  it('has the same plain-text part by both engines', async () => {
    const react = await renderIssue(content, readerFields, 'react');
    expect((await renderIssue(content, readerFields, 'mjml')).text).toBe(react.text);
  });

  it.each(['react', 'mjml'] as const)('comes out byte for byte the same by %s twice', async engine => {
    const once = await renderIssue(content, readerFields, engine);
    expect(await renderIssue(structuredClone(content), readerFields, engine)).toEqual(once);
  });
});

describe('the links of a mail', () => {
  it.each(['react', 'mjml'] as const)('are exactly these, by %s', async engine => {
    const { links } = readHtml((await renderIssue(fullest, readerFields, engine)).html);
    const [lead, second, third] = fullest.pairings;
    expect(links).toEqual([
      lead!.a.url,
      lead!.b.url,
      fullest.links.web,
      readerFields.vote(1),
      `${readerFields.vote(1)}?choice=a`,
      `${readerFields.vote(1)}?choice=b`,
      `${readerFields.vote(1)}?choice=both`,
      `${readerFields.vote(1)}?choice=neither`,
      lead!.compareUrl,
      fullest.lastWeek!.url,
      second!.a.url,
      second!.b.url,
      readerFields.vote(2),
      second!.compareUrl,
      third!.a.url,
      third!.b.url,
      readerFields.vote(3),
      third!.compareUrl,
      fullest.links.howWePick,
      fullest.links.web,
      fullest.links.subscribe,
      readerFields.preferences,
      readerFields.unsubscribe,
    ]);
  });
});

describe('a panel larger than a table', () => {
  it('sits at two tables, A’s bench named above the first and B’s below the last', async () => {
    const roles = ['Builder', 'Skeptic', 'Futurist', 'Creator', 'Founder', 'Teacher', 'Lawyer'];
    const seats = roles.map(role => seat(role, 'ship', 'Good.'));
    const sides = { a: tool('Ay', seats), b: tool('Bee', seats), aSeats: seats, bSeats: seats };
    const content = { ...fullest, pairings: [pairing(1, sides)] };
    const [react, mjml] = await Promise.all(
      (['react', 'mjml'] as const).map(async engine =>
        readHtml((await renderIssue(content, readerFields, engine)).html),
      ),
    );
    expect(mjml).toEqual(react);
    const benches = (chairs: readonly string[]) => chairs.map(role => `${role} ship`).join(' ');
    expect(react!.words.join(' ')).toContain(
      `Ay: 7 ship, 0 skip ${benches(roles.slice(0, 4))} ${benches(roles.slice(0, 4))} ` +
        `${benches(roles.slice(4))} ${benches(roles.slice(4))} Bee: 7 ship, 0 skip`,
    );
  });
});

/** The plain text isolates right-to-left names with marks of its own, and parts nothing between tool and colon. */
function bare(word: string): string {
  return word.replace(/[\u2068\u2069]/g, '');
}

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  // The dots between links are a matter of setting: in plain text each link has its own line.
  for (const word of words.filter(one => one !== '·'))
    counts.set(bare(word), (counts.get(bare(word)) ?? 0) + 1);
  return counts;
}
