import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import { catalogueFromSheets } from '../../src/catalogue/from-sheet/catalogue-from-sheets.ts';
import { readMapping } from '../../src/catalogue/from-sheet/sheet-mapping.ts';
import { catalogueJsonSchema } from '../../src/catalogue/json-schema.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { PENALTIES_IN_WORDS, WEIGHTS_IN_WORDS } from './weights-in-words.ts';

const paper = readFileSync(join(PROJECT_ROOT, 'docs/catalogue.md'), 'utf8');

interface Schema {
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly description?: string;
  readonly examples?: readonly unknown[];
}

const schema = JSON.parse(catalogueJsonSchema()) as Schema;
const tool = schema.properties!.tools!.items!;
const price = tool.properties!.price!;
const money = price.oneOf!.map(one => one.properties!.from).find(from => from !== undefined)!;

const review = { panelist: 'cook', verdict: 'skip', quote: 'No.' };
const aTool = {
  slug: 'a',
  name: 'A',
  tagline: 'a',
  description: 'a',
  category: 'c',
  price: { kind: 'unknown' },
  addedOn: '2026-01-01',
  reviews: [review],
};
const panel = [{ id: 'cook', role: 'cook', name: 'The Cook' }];
const aFile = { panel, tools: [aTool] };
const priced = { kind: 'paid', from: { amount: 1, currency: 'USD', per: 'month' } };

/** By heading: the schema, and a right file in which `field` is what the paper gives as an example. */
const TABLES: Readonly<Record<string, [Schema, (change: object) => unknown]>> = {
  'The file': [schema, change => ({ ...aFile, ...change })],
  'A panellist': [
    schema.properties!.panel!.items!,
    change => ({ panel: [{ ...panel[0], id: 'x', ...change }, ...panel], tools: [aTool] }),
  ],
  'A tool': [tool, change => ({ panel, tools: [{ ...aTool, ...change }] })],
  'Its price': [
    {
      properties: Object.assign({}, ...price.oneOf!.map(one => one.properties)) as Record<string, Schema>,
      required: ['kind'],
    },
    change => ({ panel, tools: [{ ...aTool, price: { ...priced, ...change } }] }),
  ],
  'What it costs from': [
    money,
    change => ({ panel, tools: [{ ...aTool, price: { ...priced, from: { ...priced.from, ...change } } }] }),
  ],
  'A review': [
    tool.properties!.reviews!.items!,
    change => ({ panel, tools: [{ ...aTool, reviews: [{ ...review, ...change }] }] }),
  ],
};

function rowsUnder(heading: string): { field: string; required: boolean; example: unknown }[] {
  const part = paper.split(`\n### ${heading}\n`)[1]?.split(/\n##/)[0] ?? '';
  return [...part.matchAll(/^\| (\*\*)?`([^`]+)`(?:\*\*)? \| `(.+?)` \|/gm)].map(
    ([, bold, field = '', example = '']) => ({
      field,
      required: bold !== undefined,
      example: JSON.parse(example) as unknown,
    }),
  );
}

function blocks(language: string): string[] {
  return [...paper.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, text = '']) => text);
}

describe('docs/catalogue.md', () => {
  it.each(Object.keys(TABLES))('has a line for every field of the schema, and no other: %s', heading => {
    const [part] = TABLES[heading]!;
    const rows = rowsUnder(heading);
    expect(rows.map(({ field }) => field).toSorted()).toEqual(Object.keys(part.properties ?? {}).toSorted());
    expect(
      rows
        .filter(({ required }) => required)
        .map(({ field }) => field)
        .toSorted(),
    ).toEqual([...(part.required ?? [])].toSorted());
  });

  it.each(Object.keys(TABLES))('gives examples that are right: %s', heading => {
    const [, fileWith] = TABLES[heading]!;
    for (const { field, example } of rowsUnder(heading)) {
      const result = checkCatalogue(fileWith({ [field]: example }), 'c.json');
      // Without reviews nobody said ship, and an emptied panel has nobody who did.
      expect(result.kind === 'loaded' ? result.warnings : result.problems, field).toEqual([]);
    }
  });

  it('begins with a catalogue that is right', () => {
    const [first = ''] = blocks('json');
    expect(checkCatalogue(JSON.parse(first), 'c.json')).toMatchObject({ kind: 'loaded', warnings: [] });
  });

  it('shows what comes of its sheets', async () => {
    const [, map = '', tool = ''] = blocks('json');
    const read = readMapping(JSON.parse(map), 'map.json');
    if (read.kind === 'bad') throw new Error('The mapping in the paper is wrong');
    const sheets = blocks('csv').map((text, index) => ({ file: `${index}.csv`, bytes: bytesOf(text) }));
    const made = await catalogueFromSheets(sheets, read.mapping);
    expect(made.problems).toEqual([]);
    expect(made.leftOut.flatMap(({ columns }) => columns)).toEqual(['Owner']);
    expect(made.catalogue?.tools[0]).toEqual(JSON.parse(tool));
    expect(made.catalogue?.tools).toHaveLength(2);
  });

  it('gives the picker’s own numbers', () => {
    for (const [field, words] of [...WEIGHTS_IN_WORDS, ...PENALTIES_IN_WORDS])
      expect(
        paper.split('\n').find(line => line.includes(`\`${field}\``) && line.includes(words)),
        `${field}: ${words}`,
      ).toBeDefined();
  });
});

describe('the JSON Schema', () => {
  it('tells of every field what it is, with an example', () => {
    const without: string[] = [];
    const look = (part: Schema, path: string) => {
      for (const [name, field] of Object.entries(part.properties ?? {})) {
        const place = `${path}.${name}`;
        if (!field.description) without.push(`${place}: description`);
        if (!field.examples && !field.items?.properties) without.push(`${place}: examples`);
        look(field, place);
        if (field.items) look(field.items, `${place}[]`);
      }
      for (const one of part.oneOf ?? []) look(one, path);
    };
    look(schema, '$');
    expect(without).toEqual([]);
  });

  it('gives examples that the checker takes', () => {
    for (const [name, field] of Object.entries(tool.properties ?? {})) {
      for (const example of field.examples ?? []) {
        const reviews = [
          review,
          { ...review, panelist: 'b', verdict: 'ship' },
          { ...review, panelist: 'c', verdict: 'ship' },
        ];
        const file = {
          panel: ['cook', 'b', 'c'].map(id => ({ id, role: id, name: id })),
          tools: [{ ...aTool, reviews, [name]: example }],
        };
        expect(checkCatalogue(file, 'c.json'), name).toMatchObject({ kind: 'loaded', warnings: [] });
      }
    }
  });
});

async function* bytesOf(text: string) {
  yield Buffer.from(text);
}
