import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/catalogue.ts';
import type { Catalogue, Tool } from '../../src/catalogue/tool.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { composeContent } from '../../src/issue/compose-content.ts';
import type { IssueContent, PairingContent, ToolContent } from '../../src/issue/content.ts';
import { renderIssue } from '../../src/render/render.ts';
import { renderText } from '../../src/render/text.ts';
import { isRightToLeft } from '../../templates/isolate.ts';
import { anyTool } from '../issue/any-pair.ts';
import { eligiblePairs } from '../issue/eligible-pairs.ts';
import { catalogue, composeInput } from '../issue/reference-pair.ts';
import { readerFields } from '../support/content.ts';
import { readHtml } from '../support/read-html.ts';

const loaded = await loadCatalogue(`${PROJECT_ROOT}/data/sample/catalogue.json`);
if (loaded.kind !== 'loaded') throw new Error('The sample catalogue is wrong');
const sample = loaded.catalogue;

function issueOf(all: Catalogue, a: Tool, b: Tool, turn: number): IssueContent {
  const pairings = [{ a: a.slug, b: b.slug, category: a.category, why: 'The picker’s own reason.' }];
  const pick = { pairings, asked: 1, rung: { step: 0, name: '' } };
  return composeContent(composeInput({ catalogue: all, pick, number: turn }));
}

const anyIssue = fc
  .tuple(anyTool('a'), anyTool('b'), fc.nat(60))
  .filter(([a, b]) => a.name !== b.name)
  .map(([a, b, turn]) => issueOf(catalogue([a, b]), a, b, turn));

/** What a reader of one part of the mail finds of its one pairing. */
function expectReadsWell(issue: IssueContent, printed: string): void {
  const [pairing] = issue.pairings as readonly [PairingContent];
  const { a, b, verdict } = pairing;
  const words = printed.replace(/[\u2068\u2069]/gu, '').replace(/\s+/gu, ' ');
  expect(words).toContain(verdict);
  for (const tool of [a, b]) {
    expect(words.split(tool.about ?? 'missing'), tool.name).toHaveLength(2);
    expect(words).toContain(`“${tool.pull?.pull}” ${tool.reason}: ${tool.pull?.verdict}`);
    expect(words).toContain(`${tool.name}: ${tool.about}`);
  }
  expect(words).not.toContain(pairing.why);
  if (pairing.lead !== 'split') expectReasonBesideVerdict(issue, words);
  // Neither a row of dashes nor a key to them.
  expect(words).not.toMatch(/—|Community too few|A dash/u);
  if (a.price === '—' && b.price === '—') expect(words).not.toMatch(/Prices? /u);
}

/** Mail clients that summarise take the beginning. */
function expectAnswerFirst({ pairings }: IssueContent, printed: string): void {
  const [{ a, b, verdict, category }] = pairings as readonly [PairingContent];
  const names = `${a.name} ${b.name}`.split(' ').length;
  if (names > 6) return;
  const words = printed.split(/\s+/u).filter(word => /[\p{L}\p{N}]/u.test(word) && !word.startsWith('http'));
  const first = words.slice(0, 50).join(' ');
  const bare = (text: string) =>
    text
      .split(/\s+/u)
      .filter(word => /[\p{L}\p{N}]/u.test(word))
      .join(' ');
  expect(first).toContain(bare(category));
  expect(first).toContain(bare(verdict));
  const known = [a, b].filter(({ price }) => price !== '—');
  for (const { price } of known) expect(first).toContain(bare(price).slice(0, 20));
}

/** Which and why in one look: the reason within 25 words of the verdict, and nothing small between them. */
function expectReasonBesideVerdict({ pairings }: IssueContent, printed: string): void {
  const [{ a, b, lead, verdict, pickA, pickB }] = pairings as readonly [PairingContent];
  const words = printed.replace(/\s+/gu, ' ');
  const reasons = [
    { tool: a, pick: pickA },
    { tool: b, pick: pickB },
  ].map(
    ({ tool, pick }) => pick || `${tool.name}: “${tool.pull?.pull}” ${tool.reason}: ${tool.pull?.verdict}`,
  );
  if (lead !== 'split') {
    expect(words).toContain(`${verdict} ${lead === 'b' ? reasons[1] : reasons[0]}`);
    return;
  }
  expect(words).toContain(reasons.join(' '));
  const [, between = ''] = (words.split(reasons[0] ?? 'missing')[0] ?? '').split(verdict);
  const read = between.split(' ').filter(word => /[\p{L}\p{N}]/u.test(word) && !word.startsWith('http'));
  expect(read.length, between).toBeLessThanOrEqual(25);
  expect(read.slice(0, 1)).toEqual(a.name.split(' ').slice(0, 1));
}

/** The tool that leads stands first wherever the two stand side by side. */
function expectLeadFirst({ pairings }: IssueContent, html: string): void {
  const [{ a, b, lead, rows }] = pairings as readonly [PairingContent];
  const [first, second] = lead === 'b' ? [b, a] : [a, b];
  const { words, links } = readHtml(html);
  const printed = words.join(' ');
  const benches = [first, second].map(({ name, ship }) => `${name}: ${ship.ships} ship, ${ship.skips} skip`);
  for (const [one, other] of [
    [`${first.name}: ${first.about}`, `${second.name}: ${second.about}`],
    [benches[0] ?? '', benches[1] ?? ''],
    [`Ship ${first.name}`, `Ship ${second.name}`],
  ] as const) {
    expect(printed.indexOf(one), one).toBeGreaterThan(0);
    expect(printed.indexOf(one), one).toBeLessThan(printed.lastIndexOf(other));
  }
  const seats = rows
    .flatMap(row => row[lead === 'b' ? 'b' : 'a'] ?? [])
    .map(seat => `${seat.role} ${seat.verdict}`);
  if (rows.length <= 5) expect(printed).toContain(`${benches[0]} ${seats.join(' ')}`);
  expect(printed).toContain(`${first.name} ${second.name} `);
  // A ballot is still cast for the tool that it names.
  const letter = (tool: ToolContent) => (tool === a ? 'a' : 'b');
  expect(links.filter(link => /choice=[ab]$/u.test(link)).map(link => link.slice(-1))).toEqual([
    letter(first),
    letter(second),
  ]);
}

describe('the mail about one pairing', () => {
  it('reads well in plain text, and isolates every name from right to left: a thousand invented pairs', () => {
    fc.assert(
      fc.property(anyIssue, issue => {
        const text = renderText(issue, readerFields);
        expectReadsWell(issue, text);
        // Names from right to left are isolated, whole.
        expect(isRightToLeft(text.replace(/\u2068[^\u2069]*\u2069/gu, ''))).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['react', 'mjml'] as const)(
    'reads well, and isolates every name from right to left, by %s',
    async engine => {
      await fc.assert(
        fc.asyncProperty(anyIssue, async issue => {
          const { html } = await renderIssue(issue, readerFields, engine);
          expectReadsWell(issue, readHtml(html).words.join(' '));
          const outside = html.replace(
            /<head>[\s\S]*?<\/head>|<div style="display:none[\s\S]*?<\/div>|="[^"]*"/g,
            '',
          );
          const loose = outside.replace(/<span dir>[^<]*<\/span>/g, '');
          expect(isRightToLeft(loose)).toBe(false);
        }),
        { numRuns: 60 },
      );
    },
    60_000,
  );

  it('reads well and answers first: every pair that may meet in the sample', async () => {
    for (const [turn, [a, b]] of eligiblePairs(sample).entries()) {
      const issue = issueOf(sample, a, b, turn);
      const { html, text } = await renderIssue(issue, readerFields, turn % 9 === 0 ? 'mjml' : 'react');
      for (const printed of [text, readHtml(html).words.join(' ')]) {
        expectReadsWell(issue, printed);
        expectAnswerFirst(issue, printed);
        expectReasonBesideVerdict(issue, printed);
      }
      expectLeadFirst(issue, html);
    }
  }, 120_000);
});
