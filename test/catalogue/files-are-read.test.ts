import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { syntheticCatalogue } from '../../scripts/synthetic-catalogue.ts';
import { checkCatalogue, loadCatalogue } from '../../src/catalogue/catalogue.ts';
import type { LoadResult } from '../../src/catalogue/catalogue-draft.ts';
import { asNdjson, fileWith, rawCatalogue, rawReview, rawTool } from './example-file.ts';

async function problems(path: string) {
  const result = await loadCatalogue(path);
  return result.kind === 'invalid' ? result.problems : result.warnings;
}

test('the example of the contract is read, with defaults filled in and empty fields left out', async () => {
  const tool = {
    slug: 'example-tool',
    name: ' Example Tool ',
    maker: 'Example Ltd',
    tagline: 'One line',
    pickWhen: 'you want one line',
    description: 'Neutral, three to six sentences.',
    category: 'Developer Tools',
    tags: ['cli'],
    url: 'https://example.com',
    price: { kind: 'paid', from: { per: 'month', currency: 'USD', amount: 20 } },
    priceCheckedOn: '2026-11-02',
    addedOn: '2026-11-16',
    family: '',
    note: '',
    reviews: [
      {
        panelist: 'skeptic',
        verdict: 'skip',
        quote: 'Full quote. With more.',
        pull: '',
        reviewedOn: '2026-11-17',
      },
      { panelist: 'builder', verdict: 'ship', quote: 'Yes.', pull: 'Yes!' },
    ],
    panelShip: 50,
  };
  const panel = [
    { id: 'skeptic', role: 'skeptic', name: 'The Skeptic' },
    { id: 'builder', role: 'builder', name: 'The Builder' },
  ];
  const path = fileWith('catalogue.json', JSON.stringify({ panel, tools: [tool] }));
  expect(await loadCatalogue(path)).toEqual({
    kind: 'loaded',
    warnings: [],
    catalogue: {
      sample: false,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      panel: [panel[1], panel[0]],
      tools: [
        {
          slug: 'example-tool',
          name: 'Example Tool',
          maker: 'Example Ltd',
          tagline: 'One line',
          pickWhen: 'you want one line',
          description: 'Neutral, three to six sentences.',
          category: 'Developer Tools',
          tags: ['cli'],
          url: 'https://example.com',
          price: { kind: 'paid', from: { amount: 20, currency: 'USD', per: 'month' } },
          priceCheckedOn: '2026-11-02',
          addedOn: '2026-11-16',
          affiliation: 'unknown',
          status: 'active',
          reviews: [
            { panelist: 'builder', verdict: 'ship', quote: 'Yes.', pull: 'Yes!' },
            {
              panelist: 'skeptic',
              verdict: 'skip',
              quote: 'Full quote. With more.',
              pull: 'Full quote.',
              reviewedOn: '2026-11-17',
            },
          ],
        },
      ],
    },
  });
});

test.each(['.json', '.ndjson'])(
  'a byte order mark, CRLF and blank lines do not matter in %s',
  async ending => {
    const raw = { sample: true, ...rawCatalogue(rawTool('b'), rawTool('a')) };
    const text = ending === '.json' ? JSON.stringify(raw, null, 2) : `${asNdjson(raw)}\n\n`;
    const path = fileWith(`c${ending}`, `\ufeff${text.replaceAll('\n', '\r\n')}`);
    expect(await loadCatalogue(path)).toEqual(checkCatalogue(raw, path));
  },
);

test('an .ndjson file gives the very catalogue of the .json file', async () => {
  const sizes = fc.record({ tools: fc.integer({ min: 0, max: 30 }), seed: fc.integer() });
  await fc.assert(
    fc.asyncProperty(sizes, async options => {
      const raw = syntheticCatalogue(options);
      const whole = await loadCatalogue(fileWith('c.json', JSON.stringify(raw)));
      const lines = await loadCatalogue(fileWith('c.ndjson', asNdjson(raw)));
      expect(whole.kind).toBe('loaded');
      expect(lines).toEqual(whole);
    }),
    { numRuns: 20 },
  );
});

test('lines far longer than a read, and U+2028 inside a text, stay whole', async () => {
  const quote = `\u2028${'ü'.repeat(200_000)}`;
  const raw = rawCatalogue(
    rawTool('a', { reviews: [rawReview('builder', 'ship', { quote })] }),
    rawTool('b'),
  );
  const result = await loadCatalogue(fileWith('c.ndjson', asNdjson(raw)));
  expect(result.kind === 'loaded' && result.catalogue.tools.map(tool => tool.slug)).toEqual(['a', 'b']);
});

test('broken lines are named by number and the others are still checked', async () => {
  const [head, good] = asNdjson(rawCatalogue(rawTool('a'))).split('\n');
  const bad = JSON.stringify(rawTool('b', { popularity: 9 }));
  const path = fileWith(
    'c.ndjson',
    Buffer.concat([
      Buffer.from(`${head}\n${good}\n{"slug": oops}\n${bad}\n`),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from(`${good}\n`),
    ]),
  );
  expect(await problems(path)).toEqual([
    {
      file: path,
      path: 'line 3, column 10',
      found: '"oops}"',
      message: 'broken JSON: expected a value',
      fix: 'fix it there; the rest is checked after that',
      severity: 'error',
    },
    {
      file: path,
      path: 'line 4, $.popularity',
      found: '9',
      message: 'tool "b": popularity is out of range',
      fix: 'use a number from 0 to 1',
      severity: 'error',
    },
    {
      file: path,
      path: 'line 5',
      found: 'other bytes',
      message: 'the text is not UTF-8',
      fix: 'save the file again, with the encoding UTF-8',
      severity: 'error',
    },
    {
      file: path,
      path: 'line 6, $.slug',
      found: '"a"',
      message: 'tool "a": the slug is used twice',
      fix: 'give one of them another slug; the first is at line 2, $.slug',
      severity: 'error',
    },
  ]);
});

test('an .ndjson file without its panel says what the first line should be', async () => {
  const path = fileWith(
    'c.ndjson',
    `${JSON.stringify(rawTool('a'))}\n${JSON.stringify(rawTool('b', { url: 'x' }))}\n`,
  );
  expect((await problems(path)).map(({ path, message }) => [path, message])).toEqual([
    ['line 1, $', 'a tool is where the panel belongs'],
    ['line 2, $.url', 'tool "b": url is not a web address'],
  ]);
});

test('broken JSON is shown with line and column', async () => {
  const path = fileWith('c.json', '{\n  "panel": [],\n  "tools": [,]\n}\n');
  expect(await problems(path)).toEqual([
    {
      file: path,
      path: 'line 3, column 13',
      found: '",]"',
      message: 'broken JSON: expected a value or "]"',
      fix: 'fix it there; the rest is checked after that',
      severity: 'error',
    },
  ]);
});

test.each([
  ['an empty .json', 'c.json', '', 'line 1, column 1', 'broken JSON: expected a value'],
  ['an empty .ndjson', 'c.ndjson', '', 'line 1', 'the file is empty'],
  ['UTF-16', 'c.json', Buffer.from('\ufeff{}', 'utf16le'), '$', 'the text is not UTF-8'],
])('%s is a clear problem', async (_, name, content, place, message) => {
  const path = fileWith(name, content);
  expect((await problems(path)).map(problem => [problem.path, problem.message])).toEqual([[place, message]]);
});

test.each(['.json', '.ndjson'])('a missing %s is a problem and not a crash', async ending => {
  const path = `${fileWith('there.json', '')}.none${ending}`;
  expect(await problems(path)).toEqual([
    {
      file: path,
      path: '$',
      found: 'ENOENT',
      message: 'there is no such file',
      fix: 'check the path, or put the catalogue there',
      severity: 'error',
    },
  ]);
});

test.each(['.json', '.ndjson'])('a directory called %s is told to be one', async ending => {
  const path = `${fileWith('there.json', '')}${ending}`;
  mkdirSync(path);
  expect((await problems(path)).map(problem => problem.message)).toEqual(['this is a directory']);
});

test('a file is read once until it is written to or another takes its place, also at the same size', async () => {
  const named = (name: string) => JSON.stringify(rawCatalogue(rawTool('one', { name })));
  const path = fileWith('catalogue.json', named('Old'));
  const nameIn = (result: LoadResult) => (result.kind === 'loaded' ? result.catalogue.tools[0]?.name : '');
  const first = await loadCatalogue(path);
  expect(nameIn(first)).toBe('Old');
  expect(await loadCatalogue(path)).toBe(first);
  writeFileSync(path, named('New'));
  expect(nameIn(await loadCatalogue(path))).toBe('New');
  renameSync(fileWith('catalogue.json', named('Own')), path);
  expect(nameIn(await loadCatalogue(path))).toBe('Own');
  // A fault may be over in a moment without the file having changed.
  writeFileSync(path, '{');
  const broken = await loadCatalogue(path);
  expect(broken).toMatchObject({ kind: 'invalid' });
  expect(await loadCatalogue(path)).not.toBe(broken);
  rmSync(path);
  expect(await loadCatalogue(path)).toMatchObject({ kind: 'invalid' });
});
