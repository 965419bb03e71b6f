import { expect, test } from 'vitest';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import { formatProblems, type Problem } from '../../src/catalogue/problem.ts';
import { RAW_PANEL, type Raw, rawCatalogue, rawReview, rawTool } from './example-file.ts';

function problems(raw: unknown): readonly Problem[] {
  const result = checkCatalogue(raw, 'c.json');
  return result.kind === 'invalid' ? result.problems : result.warnings;
}

/** [changes to a right tool, path within the tool, what is found, message, fix] */
const BAD_TOOLS: [Raw, string, string, string, string][] = [
  [{ pirce: 1 }, '.pirce', '1', 'tool "a": unknown field "pirce"', 'did you mean "price"?'],
  [{ added_on: 1 }, '.added_on', '1', 'tool "a": unknown field "added_on"', 'did you mean "addedOn"?'],
  [
    { price: { kind: 'paid', form: 1 } },
    '.price.form',
    '1',
    'tool "a": unknown field "form"',
    'did you mean "from"?',
  ],
  [
    { price: { kind: 'free', from: 1 } },
    '.price.from',
    '1',
    'tool "a": unknown field "from"',
    'take it out; known here: kind',
  ],
  [
    { price: { kind: 'fre' } },
    '.price.kind',
    '"fre"',
    'tool "a": price.kind is not one of the known words',
    'use one of: free, free_tier, paid, unknown',
  ],
  [
    { price: {} },
    '.price.kind',
    'nothing',
    'tool "a": price.kind is missing',
    'add it, one of: free, free_tier, paid, unknown',
  ],
  [{ price: undefined }, '.price', 'nothing', 'tool "a": price is missing', 'add it, as an object in { }'],
  [
    { price: { kind: 'paid', from: { amount: 5, currency: 'usd', per: 'month' } } },
    '.price.from.currency',
    '"usd"',
    'tool "a": price.from.currency is not an ISO 4217 code',
    'use three capitals, for example USD',
  ],
  [
    { price: { kind: 'paid', from: { amount: -5, currency: 'USD', per: 'month' } } },
    '.price.from.amount',
    '-5',
    'tool "a": price.from.amount is not above zero',
    'for a tool without cost use {"kind": "free"}',
  ],
  [
    { price: { kind: 'paid', from: { amount: '5', currency: 'USD', per: 'month' } } },
    '.price.from.amount',
    '"5"',
    'tool "a": price.from.amount is of the wrong type',
    'write a number',
  ],
  [
    { price: { kind: 'paid', from: { amount: 5, currency: 'USD', per: 'year' } } },
    '.price.from.per',
    '"year"',
    'tool "a": price.from.per is not one of the known words',
    'use one of: month, seat_month, once, usage',
  ],
  [
    { name: '  ' },
    '.name',
    '"  "',
    'tool "a": name is empty',
    'write something, or take the whole entry out',
  ],
  [{ name: undefined }, '.name', 'nothing', 'tool "a": name is missing', 'add it, as text in double quotes'],
  [
    { name: null },
    '.name',
    'null',
    'tool "a": name is null',
    'write text in double quotes, or leave the field out if it is optional',
  ],
  [
    { name: 'A\nB' },
    '.name',
    '"A\\nB"',
    'tool "a": name contains a line break',
    'keep it on one line of plain text',
  ],
  [
    { category: 'A\u2028B' },
    '.category',
    '"A\u2028B"',
    'tool "a": category contains a line break',
    'keep it on one line of plain text',
  ],
  [
    { maker: 'A\u0007B' },
    '.maker',
    '"A\\u0007B"',
    'tool "a": maker contains the control character U+0007',
    'keep it on one line of plain text',
  ],
  [
    { tags: ['a', 'b\tc'] },
    '.tags[1]',
    '"b\\tc"',
    'tool "a": tags[1] contains the control character U+0009',
    'keep it on one line of plain text',
  ],
  [
    { description: 'A\u0000B' },
    '.description',
    '"A\\u0000B"',
    'tool "a": description contains the control character U+0000',
    'take it out, line breaks and tabs may stay',
  ],
  [
    { tagline: 'A\ud800' },
    '.tagline',
    '"A\\ud800"',
    'tool "a": tagline contains half a character (a lone surrogate)',
    'write it again',
  ],
  [
    { addedOn: '2026-02-30' },
    '.addedOn',
    '"2026-02-30"',
    'tool "a": addedOn is not a date of the calendar',
    'write YYYY-MM-DD, for example 2026-11-02',
  ],
  [
    { priceCheckedOn: '02.11.2026' },
    '.priceCheckedOn',
    '"02.11.2026"',
    'tool "a": priceCheckedOn is not a date of the calendar',
    'write YYYY-MM-DD, for example 2026-11-02',
  ],
  ...['javascript:alert(1)', 'ftp://example.com', 'example.com', 'https://', 'https://a b'].map(
    (url): [Raw, string, string, string, string] => [
      { url },
      '.url',
      JSON.stringify(url),
      'tool "a": url is not a web address',
      'write the whole address, starting with https:// or http://',
    ],
  ),
  [
    { popularity: 1.5 },
    '.popularity',
    '1.5',
    'tool "a": popularity is out of range',
    'use a number from 0 to 1',
  ],
  [
    { status: 'hidden' },
    '.status',
    '"hidden"',
    'tool "a": status is not one of the known words',
    'use one of: active, banned, retired',
  ],
  [{ tags: 'cli' }, '.tags', '"cli"', 'tool "a": tags is of the wrong type', 'write a list in [ ]'],
  [
    { slug: 'A B' },
    '.slug',
    '"A B"',
    'tool "A B": slug is not a slug',
    'use a-z and 0-9, joined by single hyphens, dots or underscores',
  ],
  [
    { slug: 'cats-vs-dogs' },
    '.slug',
    '"cats-vs-dogs"',
    'tool "cats-vs-dogs": slug has the word "vs" in it, which separates the two tools in a comparison\'s address',
    'write "versus"',
  ],
  [
    { slug: undefined },
    '.slug',
    'nothing',
    'tool number 1: slug is missing',
    'add it, as text in double quotes',
  ],
  [
    { panelShip: 75 },
    '.panelShip',
    '75',
    'tool "a": panelShip is 75, but 2 of 3 reviews say ship, which is 67',
    'write 67, correct the verdicts, or leave it out',
  ],
  [
    { reviews: [rawReview('builder', 'ship'), rawReview('critic', 'skip')] },
    '.reviews[1].panelist',
    '"critic"',
    'tool "a": "critic" is not on the panel',
    'add them to the panel, or use one of: builder, skeptic, futurist',
  ],
  [
    { reviews: [rawReview('builder', 'ship'), rawReview('builder', 'skip')] },
    '.reviews[1].panelist',
    '"builder"',
    'tool "a": panelist "builder" has two reviews',
    'keep the newer one',
  ],
  [
    { reviews: [rawReview('builder', 'ship', { verdict: 'maybe' })] },
    '.reviews[0].verdict',
    '"maybe"',
    'tool "a": reviews[0].verdict is not one of the known words',
    'use one of: ship, skip',
  ],
  [
    { reviews: [rawReview('builder', 'ship', { quote: '' })] },
    '.reviews[0].quote',
    '""',
    'tool "a": reviews[0].quote is empty',
    'write something, or take the whole entry out',
  ],
  [{ reviews: undefined }, '.reviews', 'nothing', 'tool "a": reviews is missing', 'add it, as a list in [ ]'],
];

test.each(BAD_TOOLS)(
  'a tool with %j is refused, with its place and its fix',
  (changes, path, found, message, fix) => {
    expect(problems(rawCatalogue(rawTool('a', changes)))).toEqual([
      { file: 'c.json', path: `$.tools[0]${path}`, found, message, fix, severity: 'error' },
    ]);
  },
);

/** [the whole file, path, found, message, fix] */
const BAD_FILES: [unknown, string, string, string, string][] = [
  [[], '$', '[]', 'the catalogue is of the wrong type', 'write an object in { }'],
  [
    null,
    '$',
    'null',
    'the catalogue is null',
    'write an object in { }, or leave the field out if it is optional',
  ],
  [{ panel: [] }, '$.tools', 'nothing', 'the catalogue: tools is missing', 'add it, as a list in [ ]'],
  [{ tools: [] }, '$.panel', 'nothing', 'the catalogue: panel is missing', 'add it, as a list in [ ]'],
  [
    { panel: [], tools: [], pannel: 1 },
    '$.pannel',
    '1',
    'the catalogue: unknown field "pannel"',
    'did you mean "panel"?',
  ],
  [
    { panel: [], tools: [], 'odd key': 1 },
    '$["odd key"]',
    '1',
    'the catalogue: unknown field "odd key"',
    'take it out; known here: panel, sample, tools',
  ],
  [
    { panel: [], tools: [], sample: 'yes' },
    '$.sample',
    '"yes"',
    'the catalogue: sample is of the wrong type',
    'write true or false',
  ],
  [
    { panel: [...RAW_PANEL, RAW_PANEL[1]], tools: [] },
    '$.panel[3].id',
    '"skeptic"',
    'panelist "skeptic" is on the panel twice',
    'give one of them another id; the first is at $.panel[1].id',
  ],
  [
    rawCatalogue(rawTool('a'), rawTool('b'), rawTool('a')),
    '$.tools[2].slug',
    '"a"',
    'tool "a": the slug is used twice',
    'give one of them another slug; the first is at $.tools[0].slug',
  ],
  [rawCatalogue(7), '$.tools[0]', '7', 'tool number 1 is of the wrong type', 'write an object in { }'],
];

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
      message: 'tool "a": reviews[0].pull has 149 characters, 140 fit well',
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
