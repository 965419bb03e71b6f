import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/catalogue.ts';
import type { Catalogue, Tool } from '../../src/catalogue/tool.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { composeContent } from '../../src/issue/compose-content.ts';
import type { IssueContent, PairingContent, ToolContent } from '../../src/issue/content.ts';
import { cutTo } from '../../src/issue/word-limit.ts';
import { anyTool } from './any-pair.ts';
import { eligiblePairs } from './eligible-pairs.ts';
import { gainIsTrue } from './gain-oracle.ts';
import { fill, OUTCOME_WORDS, REASON_WORDS, SUBJECT_WORDS } from './house-words.ts';
import { countedFrom, isSkipped } from './panel-oracle.ts';
import { catalogue, composeInput } from './reference-pair.ts';

const loaded = await loadCatalogue(`${PROJECT_ROOT}/data/sample/catalogue.json`);
if (loaded.kind !== 'loaded') throw new Error('The sample catalogue is wrong');
const sample = loaded.catalogue;

/** Each sentence is a pattern with fields and counts of the catalogue in it; nothing else is said. */
function expectTraced(all: Catalogue, a: Tool, b: Tool, turn = 1): void {
  const pick = {
    pairings: [{ a: a.slug, b: b.slug, category: a.category, why: 'The picker’s own reason.' }],
    asked: 1,
    rung: { step: 0, name: '' },
  };
  const content = composeContent(composeInput({ catalogue: all, pick, number: turn }));
  const [pairing] = content.pairings as readonly [PairingContent];
  const outcome = countedFrom(a, b, ({ name }) => name);
  const short = countedFrom(a, b, ({ name }) => cutTo(name, 30));
  const outcomes = OUTCOME_WORDS[outcome.kind].flatMap(words => [
    fill(words, outcome.slots),
    fill(words, short.slots),
  ]);
  expect(outcomes).toContain(pairing.verdict);
  expectSide(all, a, pairing.a, pairing.pickA);
  expectSide(all, b, pairing.b, pairing.pickB);
  expect(gainIsTrue(pairing.gain ?? '', all, a, b), pairing.gain).toBe(true);
  expectEnvelope(content, outcome.kind);
}

function expectSide({ panel }: Catalogue, tool: Tool, said: ToolContent, pick: string): void {
  expect(said.about).toBe(`${tool.tagline}.`);
  const review = tool.reviews.find(({ pull }) => pull === said.pull?.pull);
  expect(review, 'the quote is the panel’s own').toBeDefined();
  expect(said.pull?.verdict).toBe(review?.verdict);
  const ships = tool.reviews.filter(({ verdict }) => verdict === 'ship').length;
  const skipped = isSkipped({ ships, skips: tool.reviews.length - ships });
  // Nobody is told when to pick what the panel skips.
  expect(pick).toBe(tool.pickWhen && !skipped ? `Pick ${tool.name} when ${tool.pickWhen}.` : '');
  expect(pick).not.toContain(tool.tagline);
  const otherOnly = tool.reviews.every(({ verdict }) => verdict === (skipped ? 'ship' : 'skip'));
  if (!otherOnly)
    expect([review?.verdict, 'the only voice of its kind']).toContain(skipped ? 'skip' : 'ship');
  const who = panel.find(({ id }) => id === review?.panelist)?.name ?? '';
  const reasons = REASON_WORDS[review?.verdict ?? 'ship'].map(words => fill(words, { who }));
  expect(reasons).toContain(said.reason);
}

function expectEnvelope(
  { subject, preheader, wordings }: IssueContent,
  kind: keyof typeof SUBJECT_WORDS,
): void {
  expect(SUBJECT_WORDS[kind]).toContain(wordings?.at(-1));
  expect(subject.length).toBeLessThanOrEqual(60);
  expect(preheader).not.toMatch(/only (?:skip|ship)|skips|^The \w+ ships/);
}

describe('whatever a catalogue says, every claim of the mail', () => {
  test('can be traced to a field of it: a thousand invented pairs', () => {
    const pair = fc.tuple(anyTool('a'), anyTool('b'), fc.nat(60)).filter(([a, b]) => a.name !== b.name);
    fc.assert(
      fc.property(pair, ([a, b, turn]) => expectTraced(catalogue([a, b]), a, b, turn)),
      { numRuns: 1_000 },
    );
  });

  test('can be traced: every pair that may ever meet in the sample', () => {
    const pairs = eligiblePairs(sample);
    expect(pairs.length).toBe(162);
    for (const [turn, [a, b]] of pairs.entries()) expectTraced(sample, a, b, turn);
  });

  test('is missing where the sample would have to make it up: no tool there is without words on when to pick it', () => {
    expect(sample.tools.filter(({ pickWhen = '' }) => pickWhen === '' || pickWhen.endsWith('.'))).toEqual([]);
  });
});
