import { describe, expect, test } from 'vitest';
import { composeContent } from '../../src/issue/compose-content.ts';
import type { PairingContent } from '../../src/issue/content.ts';
import { outcomeOf } from '../../src/issue/outcome.ts';
import { subjectLines } from '../../src/issue/subject.ts';
import { WordChoice } from '../../src/issue/word-choice.ts';
import { HOUSE_WORDS } from '../../src/words/words.ts';
import { catalogue, composeInput, panel, review, tool } from './reference-pair.ts';

function pair(a: Parameters<typeof tool>[0], b: Parameters<typeof tool>[0]): PairingContent {
  const composed = composeContent(
    composeInput({
      catalogue: catalogue([tool(a), tool(b)]),
      pick: {
        pairings: [{ a: a.slug, b: b.slug, category: 'Developer Tools', why: 'why' }],
        asked: 1,
        rung: { step: 0, name: '' },
      },
    }),
  );
  return composed.pairings[0] as PairingContent;
}

/** Two tools that 198 and 199 of 200 ship. */
function crowded(a: string, b: string): PairingContent {
  const crowd = Array.from({ length: 200 }, (_, n) => ({ id: `p${n}`, role: 'critic', name: `Critic ${n}` }));
  const reviews = (ships: number) => crowd.map(({ id }, n) => review(id, n < ships ? 'ship' : 'skip'));
  const tools = [
    tool({ slug: 'a', name: a, reviews: reviews(198) }),
    tool({ slug: 'b', name: b, reviews: reviews(199) }),
  ];
  const pick = {
    pairings: [{ a: 'a', b: 'b', category: 'Developer Tools', why: 'why' }],
    asked: 1,
    rung: { step: 0, name: '' },
  };
  const composed = composeContent(composeInput({ catalogue: catalogue(tools, { panel: crowd }), pick }));
  return composed.pairings[0] as PairingContent;
}

/** A panel of that many ships and skips, in panel order: the skips come last. */
function votes(ships: number, skips: number) {
  return panel.slice(0, ships + skips).map(({ id }, place) => review(id, place < ships ? 'ship' : 'skip'));
}

const verdictOf = (a: ReturnType<typeof votes>, b: ReturnType<typeof votes>) =>
  pair({ slug: 'zed', name: 'Zed', reviews: a }, { slug: 'aider', name: 'Aider', reviews: b });

describe('the verdict line', () => {
  test.each([
    [votes(4, 0), votes(3, 1), 'a', 'leads', 'Zed it is, 4 to 0; Aider got 3 to 1.'],
    [votes(2, 1), votes(4, 0), 'b', 'leads', 'Aider it is, 4 to 0; Zed got 2 to 1.'],
    [votes(3, 1), votes(2, 2), 'a', 'leads', 'Zed it is, 3 to 1; Aider got 2 to 2.'],
    [votes(4, 0), votes(1, 3), 'a', 'passes', 'Zed, not Aider: 4 to 0 against 1 to 3.'],
    [votes(2, 2), votes(1, 3), 'a', 'mixed', 'Zed over Aider, but only 2 to 2 against 1 to 3.'],
    [
      votes(0, 4),
      votes(1, 3),
      'b',
      'least',
      'Neither passes; Aider comes closer than Zed, 1 to 3 against 0 to 4.',
    ],
    [votes(4, 0), votes(4, 0), 'split', 'both', 'Zed and Aider both get a yes, 4 to 0 each.'],
    [votes(4, 0), votes(3, 0), 'split', 'both', 'Zed and Aider both get a yes, 4 to 0 and 3 to 0.'],
    [votes(0, 4), votes(0, 3), 'split', 'neither', 'Neither Zed nor Aider: 0 to 4 and 0 to 3.'],
    [votes(3, 1), votes(3, 1), 'split', 'both', 'Zed and Aider both get a yes, 3 to 1 each.'],
    [votes(2, 2), votes(2, 2), 'split', 'close', 'Too close to call: Zed and Aider, 2 to 2 each.'],
    [votes(1, 2), votes(1, 2), 'split', 'neither', 'Neither Zed nor Aider: 1 to 2 each.'],
    [votes(0, 0), votes(3, 1), 'split', 'open', 'Aider stands at 3 to 1; Zed has no verdict yet.'],
    [votes(0, 0), votes(0, 0), 'split', 'unjudged', 'The panel has judged neither Zed nor Aider yet.'],
  ] as const)('case %#', (a, b, lead, kind, words) => {
    const composed = verdictOf([...a], [...b]);
    expect([composed.lead, outcomeOf(composed, HOUSE_WORDS).kind]).toEqual([lead, kind]);
    expect(composed.verdict).toBe(words);
  });

  test('shares are compared exactly, not as rounded percentages', () => {
    const composed = crowded('One', 'Two');
    expect([composed.a.ship.percent, composed.b.ship.percent]).toEqual([99, 99]);
    expect(composed.lead).toBe('b');
  });

  test('a subject never lets two names become one', () => {
    const subjectOf = (pairing: PairingContent) =>
      subjectLines({ pairings: [pairing], publication: 'Verdicts' }, new WordChoice([], 0, HOUSE_WORDS))[0]
        .text;
    expect(subjectOf(crowded('One', 'Two'))).toBe('Two over One, says the panel');
    expect(subjectOf(crowded('Eighteen letters a', 'Eighteen letters b'))).toBe(
      '…ghteen letters b over …ghteen letters a, says the panel',
    );
  });
});

describe('the quotes of the mail', () => {
  const pulled = (composed: PairingContent) =>
    [composed.a.pull, composed.b.pull].map(pull => pull && `${pull.name} ${pull.verdict}`);

  test('somebody who says ship here and skip there is the most telling', () => {
    const a = [review('builder', 'ship'), review('skeptic', 'ship'), review('futurist', 'ship')];
    const b = [review('builder', 'skip'), review('skeptic', 'ship'), review('creator', 'ship')];
    expect(pulled(verdictOf(a, b))).toEqual(['The Builder ship', 'The Skeptic ship']);
  });

  test('a tool that the panel skips speaks through a skip, and is told so', () => {
    const passed = verdictOf(votes(4, 0), votes(1, 3));
    expect(pulled(passed)).toEqual(['The Futurist ship', 'The Skeptic skip']);
    expect(passed.b.reason).toBe('The Skeptic says no');
    expect(pulled(verdictOf(votes(1, 3), votes(1, 3)))).toEqual(['The Skeptic skip', 'The Futurist skip']);
  });

  test('otherwise both speak through a ship, the Skeptic’s first', () => {
    expect(pulled(verdictOf(votes(3, 0), votes(3, 0)))).toEqual(['The Skeptic ship', 'The Builder ship']);
    expect(pulled(verdictOf(votes(3, 1), votes(2, 2)))).toEqual(['The Futurist ship', 'The Skeptic ship']);
  });

  test('the same person never speaks twice while there is somebody else', () => {
    const split = verdictOf(votes(3, 1), votes(3, 1));
    expect(new Set([split.a.pull?.name, split.b.pull?.name]).size).toBe(2);
    const only = verdictOf([review('skeptic', 'skip')], [review('skeptic', 'ship')]);
    expect(pulled(only)).toEqual(['The Skeptic skip', 'The Skeptic ship']);
  });

  test('a tool nobody reviewed has none, and the other one keeps its own', () => {
    const open = verdictOf([], votes(2, 1));
    expect(pulled(open)).toEqual([null, 'The Skeptic ship']);
    expect(open.a.reason).toBe('');
  });
});
