import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import { roleLabel, scorecard } from '../../src/catalogue/scorecard.ts';
import type { Panelist, Tool } from '../../src/catalogue/tool.ts';
import { rawReview, rawTool } from './example-file.ts';

function tools(panel: Panelist[], a: string[], b: string[]): [Tool, Tool] {
  const reviewed = (slug: string, ids: string[]) =>
    rawTool(slug, { reviews: ids.map(id => rawReview(id, 'ship')) });
  const result = checkCatalogue({ panel, tools: [reviewed('a', a), reviewed('b', b)] }, 'test');
  if (result.kind === 'invalid') throw new Error('The test builds a wrong catalogue');
  return [result.catalogue.tools[0]!, result.catalogue.tools[1]!];
}

function rows(panel: Panelist[], a: string[], b: string[]) {
  const [left, right] = tools(panel, a, b);
  return scorecard(left, right, panel).map(row => [row.a?.panelist ?? null, row.b?.panelist ?? null]);
}

const ROLES = ['builder', 'skeptic', 'futurist', 'creator', 'founder', 'analyst'];
const PANEL = ROLES.map(role => ({ id: role, role, name: `The ${roleLabel(role)}` }));

test('the reference pair: three shared chairs, and the fourth row is Creator against Founder', () => {
  const shared = ['futurist', 'skeptic', 'builder'];
  expect(rows(PANEL, [...shared, 'creator'], ['founder', ...shared])).toEqual([
    ['builder', 'builder'],
    ['skeptic', 'skeptic'],
    ['futurist', 'futurist'],
    ['creator', 'founder'],
  ]);
});

test('an odd one out faces nobody, on either side', () => {
  expect(rows(PANEL, ['builder', 'analyst', 'creator'], ['builder'])).toEqual([
    ['builder', 'builder'],
    ['creator', null],
    ['analyst', null],
  ]);
  expect(rows(PANEL, [], ['skeptic'])).toEqual([[null, 'skeptic']]);
  expect(rows(PANEL, [], [])).toEqual([]);
});

test('where a role has several chairs, the same person faces themselves first', () => {
  const panel = [...PANEL, { id: 'a-builder', role: 'builder', name: 'Another' }];
  expect(rows(panel, ['builder', 'a-builder'], ['builder'])).toEqual([
    ['builder', 'builder'],
    ['a-builder', null],
  ]);
  expect(rows(panel, ['builder'], ['a-builder'])).toEqual([['builder', 'a-builder']]);
});

test('a seat says who sits there, in the words of the catalogue', () => {
  const [a, b] = tools(PANEL, ['skeptic'], []);
  expect(scorecard(a, b, PANEL)).toEqual([
    {
      a: {
        panelist: 'skeptic',
        role: 'skeptic',
        name: 'The Skeptic',
        verdict: 'ship',
        quote: 'What the skeptic says. And some more.',
        pull: 'What the skeptic says.',
      },
      b: null,
    },
  ]);
});

test('every review appears exactly once, and a shared role always shares a row', () => {
  fc.assert(
    fc.property(fc.subarray(ROLES), fc.subarray(ROLES), (a, b) => {
      const joined = rows(PANEL, a, b);
      const seated = (side: 0 | 1) => joined.map(row => row[side]).filter(id => id !== null);
      expect(seated(0)).toHaveLength(a.length);
      expect(new Set(seated(0))).toEqual(new Set(a));
      expect(seated(1)).toHaveLength(b.length);
      expect(new Set(seated(1))).toEqual(new Set(b));
      for (const role of a.filter(role => b.includes(role))) expect(joined).toContainEqual([role, role]);
      expect(joined).toHaveLength(Math.max(a.length, b.length));
    }),
  );
});
