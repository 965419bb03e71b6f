import { expect, test } from 'vitest';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import { formatProblems, type Problem } from '../../src/catalogue/problem.ts';
import { BAD_FILES } from './bad-files.ts';
import { BAD_TOOLS } from './bad-tools.ts';
import { rawCatalogue, rawReview, rawTool } from './example-file.ts';

function problems(raw: unknown): readonly Problem[] {
  const result = checkCatalogue(raw, 'c.json');
  return result.kind === 'invalid' ? result.problems : result.warnings;
}

test.each(BAD_TOOLS)(
  'a tool with %j is refused, with its place and its fix',
  (changes, path, found, message, fix) => {
    expect(problems(rawCatalogue(rawTool('a', changes)))).toEqual([
      { file: 'c.json', path: `$.tools[0]${path}`, found, message, fix, severity: 'error' },
    ]);
  },
);

test.each(BAD_FILES)('the file %j is refused as a whole', (raw, path, found, message, fix) => {
  expect(problems(raw)).toEqual([{ file: 'c.json', path, found, message, fix, severity: 'error' }]);
});

test('all problems are told at once, those of one tool too, and nothing is loaded', () => {
  const raw = rawCatalogue(
    rawTool('a', { addedOn: 'soon', url: 'x', panelShip: 1 }),
    rawTool('b'),
    rawTool('a', { reviews: [rawReview('nobody', 'ship', { quote: '' })], colour: 'red' }),
  );
  const result = checkCatalogue(raw, 'c.json');
  expect(result.kind).toBe('invalid');
  expect(problems(raw).map(problem => problem.path)).toEqual([
    '$.tools[0].url',
    '$.tools[0].addedOn',
    '$.tools[0].panelShip',
    '$.tools[2].reviews[0].quote',
    '$.tools[2].colour',
    '$.tools[2].slug',
    '$.tools[2].reviews[0].panelist',
  ]);
});

test('a broken panel does not make a stranger of every reviewer', () => {
  const raw = { panel: [{ id: '', role: 'r', name: 'n' }], tools: [rawTool('a')] };
  expect(problems(raw).map(problem => problem.path)).toEqual(['$.panel[0].id']);
});

test('long prose and two spellings of a category are warnings, and the catalogue loads', () => {
  const long = 'word '.repeat(30).trim();
  const raw = rawCatalogue(
    rawTool('a', { reviews: [rawReview('builder', 'ship', { pull: long })] }),
    rawTool('b', { category: 'developer  tools' }),
  );
  const result = checkCatalogue(raw, 'c.json');
  if (result.kind !== 'loaded') throw new Error(formatProblems(result.problems));
  expect(result.catalogue.tools).toHaveLength(2);
  expect(result.catalogue.tools[0]?.reviews[0]?.pull).toBe(`${'word '.repeat(28).trim()}…`);
  expect(result.warnings).toEqual([
    {
      file: 'c.json',
      path: '$.tools[0].reviews[0].pull',
      found: `"${long.slice(0, 78)}…`,
      message: 'tool "a": reviews[0].pull has 149 characters, only 140 fit well',
      fix: 'shorten it, or it is cut at a word',
      severity: 'warning',
    },
    {
      file: 'c.json',
      path: '$.tools[1].category',
      found: '"developer  tools"',
      message: 'the category "developer  tools" differs from "Developer Tools" in capitals or blanks only',
      fix: 'use one spelling for both; the other is at $.tools[0].category',
      severity: 'warning',
    },
  ]);
});

test('a problem is printed with file, place, what is found and what to do', () => {
  expect(formatProblems(problems(rawCatalogue(rawTool('a', { popularity: 2 }))))).toBe(
    [
      'error: c.json, $.tools[0].popularity',
      '  tool "a": popularity is out of range',
      '  found: 2',
      '  fix:   use a number from 0 to 1',
    ].join('\n'),
  );
});
