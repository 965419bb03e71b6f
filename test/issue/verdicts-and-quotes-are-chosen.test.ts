import { describe, expect, test } from 'vitest';
import { composeContent } from '../../src/issue/compose-content.ts';
import type { PairingContent } from '../../src/issue/content.ts';
import { subjectLines } from '../../src/issue/subject.ts';
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
    [
      votes(4, 0),
      votes(3, 1),
      'a',
      'The panel leans Zed, 4–0 against 3–1. The Creator is the only skip, on Aider.',
    ],
    [
      votes(2, 1),
      votes(4, 0),
      'b',
      'The panel leans Aider, 4–0 against 2–1. The Futurist is the only skip, on Zed.',
    ],
    [
      votes(4, 0),
      votes(1, 3),
      'a',
      'The panel picks Zed, 4–0, and passes on Aider, 1–3. The Skeptic ships Zed and skips Aider.',
    ],
    [
      votes(2, 2),
      votes(1, 3),
      'a',
      'The panel leans Zed without agreeing on it, 2–2 against 1–3. The Skeptic ships Zed and skips Aider.',
    ],
    [
      votes(0, 4),
      votes(1, 3),
      'b',
      'The panel would skip both; Aider comes out ahead, 1–3 against 0–4. The Builder is the only ship, for Aider.',
    ],
    [
      votes(3, 1),
      [
        review('builder', 'ship'),
        review('skeptic', 'skip'),
        review('futurist', 'skip'),
        review('creator', 'ship'),
      ],
      'a',
      'The panel leans Zed, 3–1 against 2–2. The Creator ships Aider and skips Zed.',
    ],
    [
      votes(2, 2),
      votes(4, 0),
      'b',
      'The panel leans Aider, 4–0 against 2–2. The Futurist ships Aider and skips Zed.',
    ],
    [votes(4, 0), votes(4, 0), 'split', 'Both ship, 4–0 and 4–0. What you need decides.'],
    [votes(4, 0), votes(3, 0), 'split', 'Both ship, 4–0 and 3–0. What you need decides.'],
    [votes(0, 4), votes(0, 3), 'split', 'Both skipped, 0–4 and 0–3. The panel would take neither.'],
    [votes(3, 1), votes(3, 1), 'split', 'Split decision: Zed 3–1, Aider 3–1. The Creator skips both.'],
    [votes(2, 2), votes(2, 2), 'split', 'Split decision: Zed 2–2, Aider 2–2.'],
    [
      votes(3, 1),
      [
        review('skeptic', 'skip'),
        ...votes(3, 0).filter(vote => vote.panelist !== 'skeptic'),
        review('founder', 'ship'),
      ],
      'split',
      'Split decision: Zed 3–1, Aider 3–1. The Creator skips Zed. The Skeptic skips Aider.',
    ],
    [
      [review('builder', 'ship'), review('skeptic', 'skip'), review('creator', 'skip')],
      [review('builder', 'skip'), review('skeptic', 'ship'), review('creator', 'skip')],
      'split',
      'Split decision: Zed 1–2, Aider 1–2. The Builder ships Zed. The Skeptic ships Aider.',
    ],
    [
      votes(0, 0),
      votes(3, 1),
      'split',
      'The panel has not judged Zed yet; Aider stands at 3–1. The Creator is the only skip, on Aider.',
    ],
    [votes(0, 0), votes(0, 0), 'split', 'The panel has judged neither yet.'],
  ] as const)('case %#', (a, b, lead, words) => {
    const composed = verdictOf([...a], [...b]);
    expect([composed.lead, composed.verdict]).toEqual([lead, words]);
  });

  test('shares are compared exactly, not as rounded percentages', () => {
    const composed = crowded('One', 'Two');
    expect([composed.a.ship.percent, composed.b.ship.percent]).toEqual([99, 99]);
    expect(composed.lead).toBe('b');
  });

  test('a subject keeps its tally only where there is room', () => {
    const subjectOf = (pairing: PairingContent) =>
      subjectLines({ pairings: [pairing], publication: 'Verdicts' })[0];
    expect(subjectOf(crowded('One', 'Two'))).toBe('One vs Two: 198–2 against 199–1');
    expect(subjectOf(crowded('Eighteen letters a', 'Eighteen letters b'))).toBe(
      'Eighteen letters a vs Eighteen letters b',
    );
  });
});

describe('the quotes of the mail', () => {
  const pulled = (composed: PairingContent) =>
    [composed.a.pull, composed.b.pull].map(pull => pull && `${pull.name} ${pull.verdict}`);

  test('somebody who says ship here and skip there is the most telling', () => {
    const a = [review('builder', 'ship'), review('skeptic', 'ship'), review('futurist', 'ship')];
    const b = [review('builder', 'skip'), review('skeptic', 'ship'), review('futurist', 'skip')];
    expect(pulled(verdictOf(a, b))).toEqual(['The Futurist ship', 'The Builder skip']);
  });

  test('where nobody skips, the Skeptic speaks for the side behind or the right one', () => {
    expect(pulled(verdictOf(votes(3, 0), votes(3, 0)))).toEqual(['The Skeptic ship', 'The Builder ship']);
  });

  test('the same person never speaks twice while there is somebody else', () => {
    const split = verdictOf(votes(3, 1), votes(3, 1));
    expect(new Set([split.a.pull?.name, split.b.pull?.name]).size).toBe(2);
    const only = verdictOf([review('skeptic', 'skip')], [review('skeptic', 'ship')]);
    expect(pulled(only)).toEqual(['The Skeptic skip', 'The Skeptic ship']);
  });

  test('a minority that ships is heard in a split decision of skips', () => {
    expect(pulled(verdictOf(votes(1, 3), votes(1, 3)))).toContain('The Builder ship');
  });

  test('a tool nobody reviewed has none, and the other one keeps its own', () => {
    expect(pulled(verdictOf([], votes(2, 1)))).toEqual([null, 'The Futurist skip']);
  });
});
