import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCatalogue } from '../../src/catalogue/catalogue.ts';
import { catalogueJsonSchema } from '../../src/catalogue/json-schema.ts';
import type { Problem } from '../../src/catalogue/problem.ts';
import { anyCatalogue } from './any-catalogue.ts';
import { anyMutation, mutated } from './any-mutation.ts';

const schema = JSON.parse(catalogueJsonSchema()) as object;
const ajv = new Ajv2020({ allErrors: true, keywords: ['patternErrorMessage'] });
const fits = ajv.compile(schema);

/** What no schema can hold: it sees one entry at a time, and knows no hosts. */
const BEYOND_A_SCHEMA: readonly RegExp[] = [
  /the slug is used twice$/,
  /is on the panel twice$/,
  /has two reviews$/,
  /is not on the panel$/,
  /panelShip is \d+, but \d+ of \d+ reviews say ship/,
];

function refusals(file: unknown): Problem[] {
  const result = checkCatalogue(file, 'c.json');
  return result.kind === 'loaded' ? [] : result.problems.filter(({ severity }) => severity === 'error');
}

function heldByASchema({ message, found }: Problem): boolean {
  if (BEYOND_A_SCHEMA.some(pattern => pattern.test(message))) return false;
  // An address of the right form to a host or a port that is none.
  return !(message.includes('is not a web address') && /^"https?:\/\/[^\s\p{Cc}]+"$/u.test(found));
}

describe('the JSON Schema and the checker', () => {
  it('both take every right file', () => {
    fc.assert(
      fc.property(anyCatalogue, file => {
        expect(refusals(file)).toEqual([]);
        expect([fits(file), fits.errors]).toEqual([true, null]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuse the same of the files with one thing wrong', () => {
    const seen = { refused: 0, beyond: 0, taken: 0 };
    fc.assert(
      fc.property(anyCatalogue, anyMutation, (right, mutation) => {
        const file = mutated(right, mutation);
        const refused = refusals(file);
        const taken = fits(file);
        if (refused.some(heldByASchema)) {
          seen.refused += 1;
          expect([taken, refused]).toEqual([false, refused]);
        } else {
          seen[refused.length > 0 ? 'beyond' : 'taken'] += 1;
          expect([taken, fits.errors]).toEqual([true, null]);
        }
      }),
      { numRuns: 4_000 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
  });

  it('differ in nothing but what a schema cannot hold', () => {
    const panel = [{ id: 'a', role: 'a', name: 'A' }];
    const review = { panelist: 'a', verdict: 'ship', quote: 'Yes.' };
    const tool = {
      slug: 'a',
      name: 'A',
      tagline: 'one',
      description: 'One.',
      category: 'C',
      price: { kind: 'free' },
      addedOn: '2026-01-01',
      reviews: [review],
    };
    const files = [
      { panel, tools: [tool, tool] },
      { panel: [...panel, ...panel], tools: [tool] },
      { panel, tools: [{ ...tool, reviews: [review, review] }] },
      { panel, tools: [{ ...tool, reviews: [{ ...review, panelist: 'b' }] }] },
      { panel, tools: [{ ...tool, panelShip: 50 }] },
      { panel, tools: [{ ...tool, url: 'https://example.com:99999' }] },
    ];
    for (const file of files) {
      expect(refusals(file)).toHaveLength(1);
      expect(fits(file)).toBe(true);
    }
    expect(files.flatMap(refusals).filter(heldByASchema)).toEqual([]);
    expect(refusals({ panel, tools: [tool] })).toEqual([]);
  });
});
